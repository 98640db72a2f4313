namespace Utrace.Oracles.Truth;

/// <summary>What <see cref="Instrumentation"/> writes into the copy of a program that is run.</summary>
public static class Probe
{
    /// <summary>A statement begins.</summary>
    public static void At(int line)
    {
        Run run = Run.Current;
        run.Top.Line = line;
        run.Truth.Reached.Add(line);
        run.Step();
    }

    /// <summary>A statement begins outside any try block that calls something: what its function holds then an exception might leave behind.</summary>
    public static void AtCall(int line)
    {
        At(line);
        Run.Current.Expose();
    }

    /// <summary>A statement begins inside a try block: whatever it calls may throw.</summary>
    public static void AtTry(int line)
    {
        At(line);
        Run.Current.MayThrowBefore(line);
    }

    /// <summary>A call in a try block has done all that can be seen of it; it may still throw.</summary>
    public static void AfterTry(int line)
    {
        if (Run.Current.Choices.Happens("throw", line))
            throw new OracleException();
    }

    /// <summary>A function of the program begins.</summary>
    public static Frame Enter(FrameKind kind) => Run.Current.Top = new Frame(kind, Run.Current.Top);

    /// <summary>An exception passes through a function; asked before anything unwinds.</summary>
    public static bool Passes(Frame frame, Exception exception)
    {
        if (exception is NullReferenceException)
            Run.Current.JudgeNull(exception);
        frame.Exit = ReferenceEquals(frame.Own, exception) ? FrameExit.Regular : FrameExit.Exceptional;
        frame.IsVague = Run.Current.IsVague(exception, frame);
        return false;
    }

    /// <summary>A function has ended.</summary>
    public static void Leave(Frame frame) => Run.Current.Leave(frame);

    /// <summary>An iterator has ended, or was left.</summary>
    public static void LeaveIterator(Frame frame, bool isDone)
    {
        frame.Exit = isDone ? FrameExit.Regular : FrameExit.Exceptional;
        frame.IsLeftEarly = !isDone;
        Run.Current.Leave(frame);
    }

    /// <summary>An iterator yields: its caller goes on.</summary>
    public static void Pause(Frame frame) => Run.Current.Top = frame.Caller!;

    /// <summary>The function is about to give the thread away.</summary>
    public static void Suspend() => Run.Current.JudgeSuspension();

    /// <inheritdoc cref="Suspend"/>
    public static T Suspending<T>(T task)
    {
        Suspend();
        return task;
    }

    /// <summary>An iterator goes on.</summary>
    public static void GoOn(Frame frame)
    {
        frame.Caller = Run.Current.Top;
        frame.Caller.Line = frame.EnteredFrom;
        Run.Current.Top = frame;
    }

    /// <summary>The exception of a throw statement.</summary>
    public static Exception Throwing(Exception exception) => Run.Current.Top.Own = exception;

    /// <summary>Opens a section without a using.</summary>
    public static void Lock(int line)
    {
        Run.Current.EnterSection();
        Run.Current.Sections.Opened(Run.Current.Top);
        Rcu.ReadLock();
        Run.Current.Top.Open.Add(new OpenSection(line, IsScope: false));
        Run.Current.Top.Opened.Add(line);
    }

    /// <summary>Closes a section. Where none is open it goes on, as C would.</summary>
    public static void Unlock(int line)
    {
        Run run = Run.Current;
        if (!Rcu.IsReadLockHeld)
        {
            run.BreakUpwards("UTR4002", line, run.Top);
            return;
        }
        int closes = run.Top.Open.FindLastIndex(section => !section.IsScope);
        if (closes >= 0)
            run.Top.Open.RemoveAt(closes);
        else
            run.Truth.MixesSections = true;
        run.Sections.Closed(run.Top);
        Rcu.ReadUnlock();
    }

    /// <summary>A scope in a using.</summary>
    public static UsedScope UsingScope()
    {
        Run.Current.EnterSection();
        Run.Current.Sections.Opened(Run.Current.Top);
        return new UsedScope(Rcu.EnterReadScope());
    }

    /// <summary>A scope that its owner disposes.</summary>
    public static Rcu.ReadScope Scope(int line)
    {
        Run.Current.EnterSection();
        Run.Current.Sections.Opened(Run.Current.Top);
        Rcu.ReadScope scope = Rcu.EnterReadScope();
        Run.Current.Top.Open.Add(new OpenSection(line, IsScope: true));
        Run.Current.Top.Opened.Add(line);
        return scope;
    }

    /// <summary>The dispose of such a scope.</summary>
    public static void Close(int opened, ref Rcu.ReadScope scope)
    {
        if (Run.Current.Top.Open.Remove(new OpenSection(opened, IsScope: true)))
            Run.Current.Sections.Closed(Run.Current.Top);
        scope.Dispose();
    }

    /// <summary>A lookup.</summary>
    public static TaskStruct? Task(int line, PidHandle pid)
    {
        Run.Current.NoteReceiver(pid);
        Run.Current.JudgeLookup(line);
        TaskStruct? task = Stale(line, pid);
        Run.Current.NoteLookup(task, line);
        return task;
    }

    /// <summary>A lookup by what may be null.</summary>
    public static TaskStruct? TaskOrNull(int line, PidHandle? pid) => pid is null ? null : Task(line, pid);

    /// <summary>A lookup whose result may be stale.</summary>
    public static TaskStruct? Stale(int line, PidHandle pid)
    {
        Run.Current.MayReap(pid.Number, line);
        return pid.Task();
    }

    /// <summary>A lookup by a task.</summary>
    public static TaskStruct? Related(int line, TaskStruct? task)
    {
        Run.Current.JudgeLookup(line);
        Run.Current.NoteLookup(task, line);
        return task;
    }

    /// <summary>A claim.</summary>
    public static TaskStruct Claimed(TaskStruct task)
    {
        Run.Current.NoteClaim(task);
        return task;
    }

    /// <summary>The task that something is attached to.</summary>
    public static TaskStruct? Attach(int line, TaskStruct? task)
    {
        Run.Current.NoteAttach(task, line);
        return task;
    }

    /// <summary>A call that is known to sleep.</summary>
    public static void Sleep() => Run.Current.Sleep();

    /// <summary>A wait for something asynchronous.</summary>
    public static void Wait(Task task)
    {
        Run.Current.Sleep();
        task.GetAwaiter().GetResult();
    }

    /// <summary>A counted reference was acquired.</summary>
    public static PidHandle? Took(int line, PidHandle? pid)
    {
        if (pid is not null)
            Run.Current.Take(pid, line);
        return pid;
    }

    /// <inheritdoc cref="Took(int, PidHandle?)"/>
    public static UtraceEngine? Took(int line, UtraceEngine? engine)
    {
        if (engine is not null)
            Run.Current.Take(engine, line);
        return engine;
    }

    /// <summary>A call has handed out a counted reference.</summary>
    public static bool TookOut(int line, bool result, PidHandle? pid)
    {
        _ = Took(line, pid);
        return result;
    }

    /// <inheritdoc cref="TookOut(int, bool, PidHandle?)"/>
    public static bool TookOut(int line, bool result, UtraceEngine? engine)
    {
        _ = Took(line, engine);
        return result;
    }

    /// <summary>A call has left a counted reference in a variable of its caller.</summary>
    public static void TookBack(int line, IDisposable? reference) => Run.Current.TakeBack(reference, line);

    /// <summary>A put that the source says.</summary>
    public static void Put(int line, IDisposable? reference) =>
        PutMaybe(line, reference ?? throw new ArgumentNullException(nameof(reference)));

    /// <summary>A put of what may be null.</summary>
    public static void PutMaybe(int line, IDisposable? reference)
    {
        Run run = Run.Current;
        Held? held = run.HeldOf(reference);
        (int, Held?)? outer = run.Putting;
        run.Putting = (line, held);
        reference?.Dispose();
        run.Putting = outer;
        if (held is not null && run.IsOver)
            run.Truth.HandedOn.Add(held.Line);
        // What may run any number of times, none among them, may or may not have put it.
        if (held is { PutFrame: null } && run.Nows > 0)
            held.IsExcused = true;
        if (held is { PutFrame: null })
            (held.PutFrame, held.PutLine, held.PutOrder) = (run.Top, line, run.NextPut());
    }

    /// <summary>A put by who was given the reference.</summary>
    public static void PutFor(IDisposable reference)
    {
        if (Run.Current.HeldOf(reference) is { } held)
            held.IsGiven = true;
        Put(Run.Current.Top.Line, reference);
    }

    /// <summary>A reference goes where somebody else has to put it.</summary>
    public static T HandedOn<T>(T value)
    {
        if (value is IDisposable reference && Run.Current.HeldOf(reference) is { } held)
        {
            held.IsExcused = true;
            if (held.PutFrame is not null)
                Run.Current.Truth.Tolerated.Add(new Place(value is PidHandle ? "UTR2003" : "UTR3003", Run.Current.Top.Line));
        }
        return value;
    }

    /// <summary>A reference goes to the caller by an output.</summary>
    public static T GivenOut<T>(int line, T value)
    {
        if (Run.Current.HeldOf(value as IDisposable) is { PutFrame: not null } held)
            held.GivenOutAfterPut = line;
        return value;
    }

    /// <summary>What the caller has passed by reference gets another value: it is the caller's loss.</summary>
    public static T InsteadOfGiven<T>(T old, T value) => Instead(Run.Current.Top.Caller?.Line ?? Run.Current.Top.Line, old, value);

    /// <summary>A variable, or a field, gets another value.</summary>
    public static T Instead<T>(int line, T old, T value)
    {
        Run run = Run.Current;
        if (!ReferenceEquals(old, value) && run.HeldOf(old as IDisposable) is { PutFrame: null, IsGiven: false } lost)
            lost.LostLine = line;
        if (run.HeldOf(value as IDisposable) is { } kept)
            kept.LostLine = 0;
        return value;
    }

    /// <summary>A variable gets what another has.</summary>
    public static T Alias<T>(T value)
    {
        if (Run.Current.HeldOf(value as IDisposable) is { } held)
            held.IsAliased = true;
        return value;
    }

    /// <summary>Nothing keeps what was acquired.</summary>
    public static T Dropped<T>(T value)
    {
        if (Run.Current.HeldOf(value as IDisposable) is { } held)
            held.IsDropped = true;
        return value;
    }
}
