using System.Text;
using System.Text.RegularExpressions;

namespace Utrace.Comparisons;

/// <summary>
/// The files of cases. A line <c>//// name</c> begins a case of members, <c>//// types: name</c> one of types; a comment at the end of a
/// line names the rules that it breaks.
/// </summary>
public static partial class Corpus
{
    /// <summary>What the cases are compiled with: what they import, and where their values go.</summary>
    public const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Diagnostics.CodeAnalysis;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Utrace;
        global using Utrace.Contracts;
        global using static Sinks;

        public static class Sinks
        {
            public static void Use(TaskStruct? task) { }
            public static void Use(PidHandle? pid) { }
            public static void Log(int value) { }
            public static void Log(bool value) { }
            public static void Work() { }
            public static void Give([Owned] PidHandle pid) => pid.Put();
        }
        """;

    private const string Begin = "//// ";
    private const string OfTypes = "types: ";

    /// <summary>All cases of one folder, in the order of the files.</summary>
    /// <param name="folder"><c>Tasks</c> or <c>Counted</c>.</param>
    public static IReadOnlyList<Case> Read(string folder) =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", folder), "*.cs")
            .Order(StringComparer.Ordinal)
            .SelectMany(ReadFile),
    ];

    private static IEnumerable<Case> ReadFile(string file)
    {
        string topic = Path.GetFileNameWithoutExtension(file);
        string? name = null;
        var text = new StringBuilder();
        foreach (string line in File.ReadLines(file).Append(Begin))
        {
            if (!line.StartsWith(Begin, StringComparison.Ordinal))
            {
                text.Append(line).Append('\n');
                continue;
            }

            if (name is not null)
                yield return Make(topic, name, text.ToString());
            name = line[Begin.Length..];
            text.Clear();
        }
    }

    private static Case Make(string topic, string name, string text)
    {
        bool isOfTypes = name.StartsWith(OfTypes, StringComparison.Ordinal);
        string source = isOfTypes ? text : $"public sealed class Case\n{{\n{text}}}\n";
        string[] expected =
        [
            .. source.Split('\n').SelectMany((line, index) =>
                Mark().Matches(line).SelectMany(mark => mark.Value.Split(' ').Skip(1)).Select(rule => $"{index + 1} {rule}")),
        ];
        return new Case(topic, isOfTypes ? name[OfTypes.Length..] : name, source, expected);
    }

    [GeneratedRegex(@"//( UTR\d{4})+$")]
    private static partial Regex Mark();
}
