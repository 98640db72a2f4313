using Utrace.Comparisons;

IReadOnlyList<Case> counted = Corpus.Read("Counted");
IReadOnlyList<Case> tasks = Corpus.Read("Tasks");
int wrong = 0;
foreach (Case one in counted.Concat(tasks))
{
    IReadOnlyList<string> verdict = Programs.VerdictOn(Programs.Compile(one));
    if (verdict.SequenceEqual(one.Expected))
        continue;
    wrong++;
    Console.Error.WriteLine($"{one}: expected [{string.Join(", ", one.Expected)}], is [{string.Join(", ", verdict)}]");
}

string page = Report.Write(counted, tasks, Score.Of(counted));
if (args is [var file])
    File.WriteAllText(file, page);
else
    Console.Write(page);
return wrong == 0 ? 0 : 1;
