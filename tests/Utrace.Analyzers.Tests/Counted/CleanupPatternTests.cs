namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2001 and UTR2002: the shapes that cleanup takes in real code.</summary>
public sealed class CleanupPatternTests
{
    [Fact]
    public Task SuccessFlagInAFinally_DoesNotTrigger() => Verify.Members("""
        public PidHandle? Open(IUtraceKernel kernel, int nr)
        {
            var found = kernel.FindGetPid(nr);
            var succeeded = false;
            try
            {
                Log(found?.Number ?? 0);
                succeeded = true;
                return found;
            }
            finally
            {
                if (!succeeded)
                    found?.Put();
            }
        }
        """);

    [Fact]
    public Task SuccessFlagThatIsNeverSet_TriggersAtTheReturn() => Verify.Members("""
        public PidHandle? Open(IUtraceKernel kernel, int nr)
        {
            var found = {|UTR2001:kernel.FindGetPid(nr)|};
            var failed = false;
            try
            {
                if (found is { Number: 1 })
                    return null;
                Work();
                return found;
            }
            finally
            {
                if (failed)
                    found?.Put();
            }
        }
        """);

    [Fact]
    public Task VariableThatIsClearedWhenHandedOn_DoesNotTrigger() => Verify.Members("""
        private PidHandle? kept;

        public void Open(IUtraceKernel kernel, int nr)
        {
            PidHandle? found = null;
            try
            {
                found = kernel.FindGetPid(nr);
                Work();
                kept?.Put();
                kept = found;
                found = null;
            }
            finally
            {
                found?.Put();
            }
        }

        public void Stop() => kept?.Put();
        """);

    [Fact]
    public Task PutInCatchAndFinally_Triggers() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        try
        {
            Log(found.Number);
        }
        catch (InvalidOperationException)
        {
            found.Put();
        }
        finally
        {
            {|UTR2002:found.Put()|};
        }
        """);

    [Fact]
    public Task PutAgainInACatch_Triggers() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        try
        {
            Log(found.Number);
            found.Put();
            Work();
        }
        catch (InvalidOperationException)
        {
            {|UTR2002:found.Put()|};
        }
        """);

    [Fact]
    public Task PutAsTheLastOfATry_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        try
        {
            found.Put();
        }
        catch (ObjectDisposedException)
        {
            Log("already gone");
        }
        """);

    [Fact]
    public Task LazyField_DoesNotTrigger() => Verify.Members("""
        private static PidHandle? init;
        private PidHandle? leader;

        public PidHandle? Leader(IUtraceKernel kernel, int nr)
        {
            init ??= kernel.FindGetPid(1);
            if (leader is null)
                leader = kernel.FindGetPid(nr);
            return leader ??= init?.Get();
        }
        """);

    [Fact]
    public Task ConstructorThatStoresThroughAnother_DoesNotTrigger() => Verify.Source("""
        public abstract class Target : IDisposable
        {
            private readonly PidHandle pid;

            protected Target(PidHandle pid) => this.pid = pid;

            public void Dispose() => pid.Put();
        }

        public sealed class ThreadTarget : Target
        {
            public ThreadTarget(PidHandle pid) : this(pid, "thread") { }

            public ThreadTarget(PidHandle pid, string name) : base(pid) => Name = name;

            public string Name { get; }
        }

        public sealed class GroupTarget(PidHandle pid) : Target(pid);

        public static class Targets
        {
            public static Target? Open(IUtraceKernel kernel, int nr, bool group)
            {
                var found = kernel.FindGetPid(nr);
                if (found is null)
                    return null;
                return group ? new GroupTarget(found) : new ThreadTarget(found);
            }

            public static void Run(IUtraceKernel kernel, int nr)
            {
                if (kernel.FindGetPid(nr) is not { } found)
                    return;
                using var target = new ThreadTarget(found, "main");
                Log(target.Name);
            }
        }
        """);

    [Fact]
    public Task ConstructorThatStoresACopy_Triggers() => Verify.Source("""
        public sealed class Target(PidHandle lent) : IDisposable
        {
            private readonly PidHandle pid = lent.Get();

            public void Dispose() => pid.Put();
        }

        public static class Targets
        {
            public static Target? Open(IUtraceKernel kernel, int nr)
            {
                var found = {|UTR2001:kernel.FindGetPid(nr)|};
                return found is null ? null : new Target(found);
            }
        }
        """);

    [Fact]
    public Task ConstructorThatCapturesItsParameter_DoesNotTrigger() => Verify.Source("""
        public sealed class Target(PidHandle pid) : IDisposable
        {
            public int Number => pid.Number;

            public void Dispose() => pid.Put();
        }

        public static class Targets
        {
            public static Target? Open(IUtraceKernel kernel, int nr)
            {
                var found = kernel.FindGetPid(nr);
                return found is null ? null : new Target(found);
            }
        }
        """);

    [Fact]
    public Task InternalFactoryThatStores_DoesNotTrigger() => Verify.Source("""
        public sealed class Target : IDisposable
        {
            private readonly PidHandle pid;

            private Target(PidHandle pid) => this.pid = pid;

            internal static Target Create(PidHandle pid, bool loud)
            {
                if (loud)
                    Log(pid.Number);
                return new Target(pid);
            }

            public void Dispose() => pid.Put();

            public static Target? Open(IUtraceKernel kernel, int nr)
            {
                var found = kernel.FindGetPid(nr);
                return found is null ? null : Create(found, nr > 3);
            }
        }
        """);

    [Fact]
    public Task PublicFactoryWithAPlainParameter_Triggers() => Verify.Source("""
        public sealed class Target : IDisposable
        {
            private readonly PidHandle pid;

            private Target(PidHandle pid) => this.pid = pid;

            public static Target Create(PidHandle pid) => new(pid.Get());

            public void Dispose() => pid.Put();

            public static Target? Open(IUtraceKernel kernel, int nr)
            {
                var found = {|UTR2001:kernel.FindGetPid(nr)|};
                return found is null ? null : Create(found);
            }
        }
        """);

    [Theory]
    [InlineData("found.Close();")]
    [InlineData("found?.Close();")]
    [InlineData("Handles.Close(found);")]
    [InlineData("found.CloseOwned();")]
    [InlineData("Handles.CloseAny(found);")]
    [InlineData("Handles.CloseAll(found, null);")]
    [InlineData("var same = Handles.Tap(found); same.Put();")]
    [InlineData("Handles.Tap(found).Put();")]
    [InlineData("IDisposable cleanup = found; cleanup.Dispose();")]
    [InlineData("using IDisposable cleanup = found;")]
    [InlineData("object boxed = found; ((PidHandle)boxed).Put();")]
    [InlineData("(found as IDisposable).Dispose();")]
    [InlineData("if (found is IDisposable cleanup) cleanup.Dispose();")]
    public Task PutThroughAnExtensionOrAGenericMethod_DoesNotTrigger(string statement) => Verify.Source($$"""
        internal static class Handles
        {
            internal static void Close(this PidHandle pid) => pid.Put();

            public static void CloseOwned([Owned] this PidHandle pid) => pid.Put();

            internal static void CloseAny<T>(T value) where T : IDisposable => value.Dispose();

            internal static T Tap<T>(T value) => value;

            internal static void CloseAll(params IDisposable?[] all)
            {
                foreach (var one in all)
                    one?.Dispose();
            }
        }

        public static class Module
        {
            public static void Run(IUtraceKernel kernel, int nr)
            {
                var found = kernel.FindGetPid(nr);
                if (found is null)
                    return;
                {{statement}}
            }
        }
        """);

    [Fact]
    public Task TuplesOfTryMethods_DoNotTrigger() => Verify.Members("""
        public static (bool Ok, PidHandle? Pid) TryOpen(IUtraceKernel kernel, int nr)
        {
            var found = kernel.FindGetPid(nr);
            return found is null ? (false, null) : (true, found);
        }

        public void Run(IUtraceKernel kernel, int nr)
        {
            var (ok, pid) = TryOpen(kernel, nr);
            if (ok)
                pid!.Put();
            var second = TryOpen(kernel, nr + 1);
            second.Pid?.Put();
        }
        """);

    [Fact]
    public Task SameSwitchAtBothEnds_DoesNotTrigger() => Verify.Members("""
        public enum Mode { Number, Parent, None }

        public void Run(IUtraceKernel kernel, int nr, Mode mode)
        {
            PidHandle? found = null;
            switch (mode)
            {
                case Mode.Number:
                    found = kernel.FindGetPid(nr);
                    break;
                case Mode.Parent:
                    found = TaskStruct.Current.GetPid();
                    break;
            }
            Work();
            if (mode != Mode.None)
                found?.Put();
            else
                Log("none");
        }
        """);

    [Fact]
    public Task NullCheckOfAFlagThatCoversMore_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        var large = found is not null && found.Number > 3;
        if (large)
            found!.Put();
        """);
}
