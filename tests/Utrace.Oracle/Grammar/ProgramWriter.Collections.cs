namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>Pids, engines and tasks in collections, arrays and tuples.</summary>
    private bool Collection(Scope scope)
    {
        string many = Name("many");
        if (scope.InSection && Chance(60))
            return TaskCollection(scope, many);
        switch (Below(scope.Guarded ? 3 : 8))
        {
            case 0:
                Line($"List<PidHandle> {many} = [];");
                Filled(scope, $"if (kernel.FindGetPid({Number()}) is {{ }} in{many}) {many}.Add(in{many});",
                    $"foreach (PidHandle each{many} in {many}) Oracle.Log(each{many}.Number);",
                    $"foreach (PidHandle last{many} in {many}) last{many}.Put();");
                return true;
            case 1:
                Line($"PidHandle?[] {many} = new PidHandle?[2];");
                Filled(scope, $"{many}[0] ??= kernel.FindGetPid({Number()});", $"Oracle.Log({many}[0]?.Number);",
                    $"foreach (PidHandle? last{many} in {many}) last{many}?.Put();");
                return true;
            case 2:
                Line($"var {many} = new List<UtraceEngine>();");
                Filled(scope, $"{many}.Add(UtraceEngine.AttachPid({PickFrom(scope, one => one.Pids)}, AttachFlags.Create, ops));",
                    $"Oracle.Log({many}.Count);", $"foreach (UtraceEngine last{many} in {many}) last{many}.Put();");
                return true;
            case 3:
                Line($"var {many} = new Queue<PidHandle>();");
                Line($"if (kernel.FindGetPid({Number()}) is {{ }} in{many}) {many}.Enqueue(in{many});");
                Line($"{many}.Enqueue({PickFrom(scope, one => one.Pids)}.Get());");
                Statements(new Scope(scope) { IsStraight = true }, 2);
                Line(Chance(50)
                    ? $"while ({many}.TryDequeue(out PidHandle? next{many})) next{many}.Put();"
                    : $"while ({many}.Count > 0) {many}.Dequeue().Put();");
                return true;
            case 4:
                return ByNumber(scope, many);
            case 5:
                Line($"(PidHandle? First, PidHandle? Second) {many} = (kernel.FindGetPid({Number()}), kernel.FindGetPid({Number()}));");
                Statements(new Scope(scope) { IsStraight = true }, 2);
                Line($"Oracle.Log({many}.First?.Number);");
                Line($"{many}.First?.Put();");
                Line($"{many}.Second?.Put();");
                return true;
            default:
                Line($"(PidHandle? {many}, PidHandle? other{many}) = (kernel.FindGetPid({Number()}), kernel.FindGetPid({Number()}));");
                var inside = new Scope(scope);
                inside.Duties.Add($"{many}?.Put();");
                inside.Duties.Add($"other{many}?.Put();");
                Statements(inside, 2);
                if (Chance(40))
                    Line($"({many}, other{many}) = (other{many}, {many});");
                if (!Fault("one of a pair not put", 15))
                    Line($"{many}?.Put();");
                Line($"other{many}?.Put();");
                return true;
        }
    }

    /// <summary>A collection that is filled and emptied whatever happens in between.</summary>
    private void Filled(Scope scope, string add, string use, string empty)
    {
        Open("try");
        if (Chance(50))
        {
            Line($"while ({Choice()})");
            Line($"    {add}");
        }
        else
        {
            Line(add);
        }
        Line(use);
        Statements(new Scope(scope), 2);
        Close();
        Open("finally");
        Line(empty);
        Close();
    }

    private bool ByNumber(Scope scope, string many)
    {
        Member("_byNumber", "private readonly Dictionary<int, PidHandle> _byNumber = [];");
        AtCleanup("foreach (PidHandle held in _byNumber.Values) held.Put();");
        int number = Number();
        Open($"if (kernel.FindGetPid({number}) is {{ }} {many})");
        var inside = new Scope(scope);
        inside.Pids.Add(many);
        inside.Duties.Add($"{many}.Put();");
        Statements(inside, 2);
        Line($"if (_byNumber.Remove({number}, out PidHandle? old{many})) old{many}.Put();");
        Line(Chance(50) ? $"_byNumber[{number}] = {many};" : $"_byNumber.Add({number}, {many});");
        if (Chance(50))
            Line($"Oracle.Log({many}.Number);");
        Close();
        if (Chance(40))
            Line($"if (_byNumber.TryGetValue({number}, out PidHandle? known{many})) Oracle.Log(known{many}.Number);");
        return true;
    }

    /// <summary>Tasks in a collection that ends with the section.</summary>
    private bool TaskCollection(Scope scope, string many)
    {
        if (PickFrom(scope, one => one.Tasks) is not { } task)
            return false;
        string each = $"each{many}";
        switch (Below(4))
        {
            case 0:
                Line($"List<TaskStruct> {many} = [{task}];");
                Line($"{many}.Add({PickFrom(scope, one => one.Tasks)});");
                Line($"foreach (TaskStruct {each} in {many}) {UseOf(each)}");
                return true;
            case 1:
                Line($"TaskStruct[] {many} = [{task}, {task}.GroupLeader];");
                Line($"foreach (TaskStruct {each} in {many}) {UseOf(each)}");
                return true;
            case 2:
                Line($"var {many} = new Dictionary<int, TaskStruct> {{ [{task}.Pid] = {task} }};");
                Line($"foreach (TaskStruct {each} in {many}.Values) {UseOf(each)}");
                return true;
            default:
                Line($"(TaskStruct Task, int Number) {many} = ({task}, {task}.Pid);");
                Line($"Oracle.Log({many}.Task.Tgid == {many}.Number);");
                return true;
        }
    }
}
