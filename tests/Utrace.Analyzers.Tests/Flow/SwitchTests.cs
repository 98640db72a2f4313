namespace Utrace.Analyzers.Tests.Flow;

public sealed class SwitchTests
{
    [Fact]
    public Task LookupInTheArmsOfASwitchExpression_TriggersInEach() => Verify.Body("""
        var task = nr switch
        {
            1 => {|UTR1001:pid.Task()|},
            2 => {|UTR1001:pid.Task(PidType.Tgid)|},
            _ => null,
        };
        """);

    [Fact]
    public Task LookupInTheArmsOfASwitchExpressionInASection_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = nr switch
            {
                1 => pid.Task(),
                2 => pid.Task(PidType.Tgid),
                _ => TaskStruct.Current,
            };
            Use(task);
        }
        """);

    [Fact]
    public Task TaskOfASwitchExpressionAfterTheSection_Triggers() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = nr switch { 1 => pid.Task(), 2 => null, _ => TaskStruct.Current };
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task PutInEachSection_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        switch (nr)
        {
            case 1:
                found?.Put();
                break;
            case 2 when flag:
                found?.Put();
                return;
            default:
                found?.Put();
                break;
        }
        """);

    [Fact]
    public Task PutInAllSectionsButOne_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        switch (nr)
        {
            case 1:
                found?.Put();
                break;
            case 2:
                break;
            default:
                found?.Put();
                break;
        }
        """);

    [Fact]
    public Task SwitchWithoutDefault_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        switch (nr)
        {
            case 1:
                found?.Put();
                break;
            case 2:
                found?.Put();
                break;
        }
        """);

    [Fact]
    public Task SwitchOnTheReferenceItself_DoesNotTrigger() => Verify.Body("""
        switch (kernel.FindGetPid(nr))
        {
            case null:
                return;
            case { Number: 1 } init:
                init.Put();
                break;
            case var other:
                Log(other.Number);
                other.Put();
                break;
        }
        """);

    [Fact]
    public Task SwitchOnTheReferenceThatForgetsOneCase_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        switch (found)
        {
            case null:
                return;
            case { Number: 1 }:
                break;
            case var other:
                other.Put();
                break;
        }
        """);

    [Fact]
    public Task GotoCase_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        switch (nr)
        {
            case 1:
                Work();
                goto case 2;
            case 2:
                found?.Put();
                break;
            default:
                goto case 2;
        }
        """);

    [Fact]
    public Task SwitchOnTheSameValueAtBothEnds_DoesNotTrigger() => Verify.Members("""
        public void Run(IUtraceKernel kernel, PidType type)
        {
            PidHandle? found = null;
            if (type == PidType.Tgid)
                found = kernel.FindGetPid(1);
            Work();
            if (type == PidType.Tgid)
                found?.Put();
        }
        """);

    [Fact]
    public Task ReferenceOfASwitchExpressionThatIsPut_DoesNotTrigger() => Verify.Body("""
        var found = nr switch
        {
            0 => null,
            1 => pid.Get(),
            _ => kernel.FindGetPid(nr),
        };
        found?.Put();
        """);

    [Fact]
    public Task ReferenceOfASwitchExpressionThatIsNotPut_TriggersAtEachArm() => Verify.Body("""
        var found = nr switch
        {
            0 => null,
            1 => {|UTR2001:pid.Get()|},
            _ => {|UTR2001:kernel.FindGetPid(nr)|},
        };
        Log(found?.Number ?? 0);
        """);

    [Fact]
    public Task ReturnedSwitchExpression_DoesNotTrigger() => Verify.Members("""
        public PidHandle? Open(IUtraceKernel kernel, PidHandle pid, int nr) => nr switch
        {
            0 => pid.Get(),
            < 0 => throw new ArgumentOutOfRangeException(nameof(nr)),
            _ => kernel.FindGetPid(nr),
        };
        """);

    [Fact]
    public Task StateMachineWithOneExit_DoesNotTrigger() => Verify.Members("""
        private enum State { Seek, Trace, Done }

        public void Run(IUtraceKernel kernel, int nr)
        {
            var state = State.Seek;
            PidHandle? found = null;
            while (state != State.Done)
            {
                switch (state)
                {
                    case State.Seek:
                        found?.Put();
                        found = kernel.FindGetPid(nr++);
                        state = found is null ? State.Done : State.Trace;
                        break;
                    case State.Trace:
                        Log(found!.Number);
                        state = nr > 9 ? State.Done : State.Seek;
                        break;
                }
            }
            found?.Put();
        }
        """);
}
