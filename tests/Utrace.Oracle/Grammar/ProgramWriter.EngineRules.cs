namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>
    /// What is asked of an engine beside its lifetime: answers, events, examinations. Its truth is by grammar, so that no statement may be
    /// lost or moved, where all is well too.
    /// </summary>
    private bool EngineRule(Scope scope)
    {
        _isPinned = true;
        string engine = PickFrom(scope, one => one.Engines)!;
        string pid = PickFrom(scope, one => one.Pids)!;
        switch (Below(3))
        {
            case 0:
                Line(Mark("result dropped", "UTR3007", $"{engine}.Control({pid}, ResumeAction.Resume);", $"_ = {engine}.Control({pid}, ResumeAction.Resume);"));
                return true;
            case 1:
                bool isAsked = !Fault("report without its event");
                Line($"Oracle.Log({engine}.SetEvents({pid}, UtraceEvents.{(isAsked ? "Quiesce" : "Exec")}));");
                Line($"Oracle.Log({engine}.Control({pid}, ResumeAction.Report));{(isAsked ? "" : Marked("UTR3010"))}");
                return true;
            default:
                return !scope.InSection && Examination(engine, pid);
        }
    }

    private bool Examination(string engine, string pid)
    {
        string examiner = Name("examiner");
        string number = Name("number");
        bool isFinished = !Fault("examination not finished");
        Line($"var {examiner} = new Examiner();");
        Open($"if ({engine}.PrepareExamine({pid}, {examiner}) == Errno.None){(isFinished ? "" : Marked("UTR3009"))}");
        Line($"long {number} = {examiner}.Registers.SyscallNumber;");
        Line(isFinished ? $"if ({engine}.FinishExamine({pid}, {examiner}) == Errno.None)" : $"if ({Choice()})");
        Line($"    Oracle.Log({number});");
        Close();
        return true;
    }

    /// <summary>An engine is detached right before its put.</summary>
    private void Detach(string engine)
    {
        _isPinned = true;
        string call = $"{engine}.Control(pid, ResumeAction.Detach)";
        if (Fault("no barrier"))
        {
            Line($"_ = {call};{Marked("UTR3008")}");
            return;
        }

        Line($"if ({call} == Errno.EINPROGRESS)");
        Line($"    Oracle.Log({engine}.Barrier(pid));");
    }

    private string Mark(string fault, string rule, string wrong, string right) => Fault(fault) ? wrong + Marked(rule) : right;

    private static string Marked(string rule) => " // " + rule;
}
