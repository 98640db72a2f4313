namespace Utrace.Analyzers.Tests.Engines;

/// <summary>UTR3009: an examination that is not finished, and what was read in one that failed.</summary>
public sealed class UnfinishedExaminationTests
{
    private const string New = "var examiner = new Examiner(); ";

    [Theory]
    [InlineData("if ({|UTR3009:engine.PrepareExamine(pid, examiner)|} == Errno.None) Log(examiner.Registers.ToString()!);")]
    [InlineData("if ({|UTR3009:engine.PrepareExamine(pid, examiner)|} != Errno.None) return; Work();")]
    [InlineData("if ({|UTR3009:engine.PrepareExamine(pid, examiner)|} != Errno.None) return; if (flag) return; _ = engine.FinishExamine(pid, examiner);")]
    [InlineData("if ({|UTR3009:engine.PrepareExamine(pid, examiner)|} != Errno.None) return; if (flag) throw new InvalidOperationException(); _ = engine.FinishExamine(pid, examiner);")]
    [InlineData("if ({|UTR3009:engine.PrepareExamine(pid, examiner)|} != Errno.None) return; if (flag) _ = engine.FinishExamine(pid, examiner);")]
    [InlineData("_ = {|UTR3009:engine.PrepareExamine(pid, examiner)|};")]
    [InlineData("_ = {|UTR3009:engine.PrepareExamine(pid.Task(), examiner)|}; Work();")]
    [InlineData("{|UTR3007:{|UTR3009:engine.PrepareExamine(pid, examiner)|}|};")]
    [InlineData("try { if ({|UTR3009:engine.PrepareExamine(pid, examiner)|} == Errno.None) Work(); } finally { Work(); }")]
    [InlineData("var error = {|UTR3009:engine.PrepareExamine(pid, examiner)|}; switch (error) { case Errno.None: Work(); break; }")]
    public Task NotFinished_Triggers(string statements) => Verify.Body(New + statements);

    [Theory]
    [InlineData("_ = engine.FinishExamine(pid, examiner); Log({|UTR3009:nr0|}.ToString());")]
    [InlineData("if (engine.FinishExamine(pid, examiner) != Errno.None) Log({|UTR3009:nr0|}.ToString());")]
    [InlineData("if (engine.FinishExamine(pid, examiner) == Errno.EAGAIN) Log({|UTR3009:nr0|} == 1);")]
    [InlineData("if (engine.FinishExamine(pid, examiner) == Errno.None) Work(); Log({|UTR3009:nr0|}.ToString());")]
    [InlineData("var error = engine.FinishExamine(pid, examiner); if (error == Errno.EAGAIN) return; Log({|UTR3009:nr0|}.ToString());")]
    [InlineData("var copy = nr0; _ = engine.FinishExamine(pid, examiner); Log({|UTR3009:copy|}.ToString());")]
    [InlineData("_ = engine.FinishExamine(pid, examiner); if ({|UTR3009:nr0|} == 1) Log(nr0.ToString());")]
    [InlineData("_ = engine.FinishExamine(pid, examiner); if (flag) Log({|UTR3009:nr0|}.ToString()); else Log({|UTR3009:nr0|} > 1);")]
    public Task UsedAfterAFailedFinish_Triggers(string statements) => Verify.Body(New + """
        if (engine.PrepareExamine(pid, examiner) != Errno.None)
            return;
        var nr0 = examiner.Registers.SyscallNumber;

        """ + statements);

    [Theory]
    [InlineData("if (engine.PrepareExamine(pid, examiner) != Errno.None) Log({|UTR3009:examiner.Registers|}.SyscallNumber == 1); else _ = engine.FinishExamine(pid, examiner);")]
    [InlineData("_ = engine.PrepareExamine(pid, examiner); Log({|UTR3009:examiner.Registers|}.SyscallNumber == 1); _ = engine.FinishExamine(pid, examiner);")]
    [InlineData("if (engine.PrepareExamine(pid, examiner) != Errno.None || engine.FinishExamine(pid, examiner) != Errno.None) return; Log({|UTR3009:examiner.Registers|}.SyscallNumber == 1);")]
    [InlineData("if (engine.PrepareExamine(pid, examiner) != Errno.None) return; _ = engine.FinishExamine(pid, examiner); Log({|UTR3009:examiner.Registers|}.GetArgument(0) == 1);")]
    public Task ReadWhereNothingIsExamined_Triggers(string statements) => Verify.Body(New + statements);

    [Theory]
    [InlineData("if (engine.PrepareExamine(pid, examiner) != Errno.None) return; var n = examiner.Registers.SyscallNumber; if (engine.FinishExamine(pid, examiner) != Errno.None) return; Log(n == 1);")]
    [InlineData("if (engine.PrepareExamine(pid, examiner) != Errno.None) return; var n = examiner.Registers.SyscallNumber; if (engine.FinishExamine(pid, examiner) == Errno.None) Log(n == 1);")]
    [InlineData("if (engine.PrepareExamine(pid, examiner) == Errno.None) { var n = examiner.Registers.GetArgument(1); if (engine.FinishExamine(pid, examiner) is Errno.None) Log(n == 1); }")]
    [InlineData("var error = engine.PrepareExamine(pid, examiner); if (error == Errno.None) { var n = examiner.Registers.SyscallNumber; error = engine.FinishExamine(pid, examiner); if (error == Errno.None) Log(n == 1); }")]
    [InlineData("if (engine.PrepareExamine(pid, examiner) != Errno.None) return; try { Work(); } finally { _ = engine.FinishExamine(pid, examiner); }")]
    [InlineData("if (engine.PrepareExamine(pid, examiner) != Errno.None) return; examiner.Registers.ReturnValue = 1; _ = engine.FinishExamine(pid, examiner);")]
    [InlineData("if (engine.PrepareExamine(pid, examiner) != Errno.None) return; var n = examiner.Registers.SyscallNumber; Log(n == 1); _ = engine.FinishExamine(pid, examiner);")]
    [InlineData("Errno error; do { error = engine.PrepareExamine(pid, examiner); if (error == Errno.None) error = engine.FinishExamine(pid, examiner); } while (error == Errno.EAGAIN);")]
    [InlineData("while (engine.PrepareExamine(pid, examiner) == Errno.EAGAIN) Work(); _ = engine.FinishExamine(pid, examiner);")]
    [InlineData("Log(engine.PrepareExamine(pid, examiner) == Errno.None && engine.FinishExamine(pid, examiner) == Errno.None);")]
    [InlineData("var n = 0L; if (engine.PrepareExamine(pid, examiner) == Errno.None) { n = examiner.Registers.SyscallNumber; if (engine.FinishExamine(pid, examiner) != Errno.None) n = 0; } Log(n == 0);")]
    [InlineData("if (engine.PrepareExamine(pid, examiner) is not Errno.None) throw new InvalidOperationException(); if (engine.FinishExamine(pid, examiner) is not Errno.None) throw new InvalidOperationException();")]
    [InlineData("switch (engine.PrepareExamine(pid, examiner)) { case Errno.None: _ = engine.FinishExamine(pid, examiner); break; }")]
    [InlineData("Helper(examiner); Log(examiner.Registers.SyscallNumber == 1); void Helper(Examiner e) { }")]
    [InlineData("if (Prepare()) _ = engine.FinishExamine(pid, examiner); bool Prepare() => engine.PrepareExamine(pid, examiner) == Errno.None;")]
    [InlineData("Log(examiner.Registers.SyscallNumber == 1);")]
    [InlineData("try { if (engine.PrepareExamine(pid, examiner) == Errno.None) { Work(); _ = engine.FinishExamine(pid, examiner); } } catch (UtraceException) { Work(); }")]
    [InlineData("try { if (engine.PrepareExamine(pid, examiner) == Errno.None && engine.FinishExamine(pid, examiner) == Errno.None) Work(); } catch { return; } finally { Work(); }")]
    [InlineData("if (engine.PrepareExamine(pid, examiner) != Errno.None) return; Keep(examiner); void Keep(Examiner e) => _ = engine.FinishExamine(pid, e);")]
    public Task FinishedAndChecked_DoesNotTrigger(string statements) => Verify.Body(New + statements);

    [Fact]
    public Task ExaminationOfSomebodyElse_DoesNotTrigger() => Verify.Members("""
        private readonly Examiner _examiner = new();

        public bool Begin(UtraceEngine engine, PidHandle pid) => engine.PrepareExamine(pid, _examiner) == Errno.None;

        public bool Begin(UtraceEngine engine, PidHandle pid, Examiner examiner) => engine.PrepareExamine(pid, examiner) == Errno.None;

        public long Read(UtraceEngine engine, PidHandle pid, Examiner examiner)
        {
            var number = examiner.Registers.SyscallNumber;
            return engine.FinishExamine(pid, examiner) == Errno.None ? number : -1;
        }

        public Examiner? Hand(UtraceEngine engine, PidHandle pid)
        {
            var examiner = new Examiner();
            return engine.PrepareExamine(pid, examiner) == Errno.None ? examiner : null;
        }

        public void Pass(UtraceEngine engine, PidHandle pid)
        {
            var examiner = new Examiner();
            if (engine.PrepareExamine(pid, examiner) == Errno.None)
                Finish(engine, pid, examiner);
        }

        private static void Finish(UtraceEngine engine, PidHandle pid, Examiner examiner) => _ = engine.FinishExamine(pid, examiner);
        """);
}
