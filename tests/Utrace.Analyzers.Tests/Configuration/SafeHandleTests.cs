namespace Utrace.Analyzers.Tests.Configuration;

/// <summary>A reference that is taken on the receiver, and is no value: <c>SafeHandle.DangerousAddRef</c>, by a contract file.</summary>
public sealed class SafeHandleTests
{
    [Fact]
    public Task NeverReleased_Triggers() => Handle("""
        public IntPtr Run(SafeHandle handle)
        {
            var added = false;
            {|UTR2001:handle.DangerousAddRef(ref added)|};
            return handle.DangerousGetHandle();
        }
        """);

    [Fact]
    public Task NotReleasedOnOnePath_Triggers() => Handle("""
        public int Run(SafeHandle handle, int n)
        {
            var added = false;
            {|UTR2001:handle.DangerousAddRef(ref added)|};
            if (n > 10)
                return 1;
            handle.DangerousRelease();
            return 0;
        }
        """);

    [Fact]
    public Task FieldNotReleasedOnOnePath_Triggers() => Handle("""
        private readonly SafeHandle _handle;

        public Module(SafeHandle handle) => _handle = handle;

        public int Run(int n)
        {
            var added = false;
            {|UTR2001:_handle.DangerousAddRef(ref added)|};
            if (n > 10)
                return 1;
            _handle.DangerousRelease();
            return 0;
        }
        """);

    [Fact]
    public Task ReleasedTwice_Triggers() => Handle("""
        public void Run(SafeHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
            handle.DangerousRelease();
            {|UTR2002:handle.DangerousRelease()|};
        }
        """);

    [Fact]
    public Task TakenTwiceReleasedOnce_Triggers() => Handle("""
        public void Run(SafeHandle handle)
        {
            var added = false;
            {|UTR2001:handle.DangerousAddRef(ref added)|};
            handle.DangerousAddRef(ref added);
            handle.DangerousRelease();
        }
        """);

    [Fact]
    public Task DisposedButNotReleased_Triggers() => Handle("""
        public void Run(string path)
        {
            using var handle = System.IO.File.OpenHandle(path);
            var added = false;
            {|UTR2001:handle.DangerousAddRef(ref added)|};
        }
        """);

    [Fact]
    public Task ReleasedInFinallyIfAdded_DoesNotTrigger() => Handle("""
        public int Run(SafeHandle handle, Func<IntPtr, int> call)
        {
            var added = false;
            try
            {
                handle.DangerousAddRef(ref added);
                return call(handle.DangerousGetHandle());
            }
            finally
            {
                if (added)
                    handle.DangerousRelease();
            }
        }
        """);

    [Fact]
    public Task ReleasedAndUsedAfterwards_DoesNotTrigger() => Handle("""
        public bool Run(SafeHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
            handle.DangerousRelease();
            return handle.IsInvalid;
        }
        """);

    [Fact]
    public Task TakenTwiceReleasedTwice_DoesNotTrigger() => Handle("""
        public void Run(SafeHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
            handle.DangerousAddRef(ref added);
            handle.DangerousRelease();
            handle.DangerousRelease();
        }
        """);

    [Fact]
    public Task FieldReleasedElsewhere_DoesNotTrigger() => Handle("""
        private readonly SafeHandle _handle;
        private readonly bool _added;

        public Module(SafeHandle handle)
        {
            _handle = handle;
            _handle.DangerousAddRef(ref _added);
        }

        public void Close()
        {
            if (_added)
                _handle.DangerousRelease();
        }
        """);

    [Fact]
    public Task TakenOnAParameterThatIsStored_DoesNotTrigger() => Handle("""
        private readonly SafeHandle _handle;

        public Module(SafeHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
            _handle = handle;
        }
        """);

    [Fact]
    public Task ReleasedThroughAnotherName_DoesNotTrigger() => Handle("""
        public void Run(SafeHandle handle)
        {
            var same = handle;
            var added = false;
            same.DangerousAddRef(ref added);
            handle.DangerousRelease();
        }
        """);

    [Fact]
    public Task ReleasedByAPrivateMethod_DoesNotTrigger() => Handle("""
        public void Run(SafeHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
            Drop(handle);
        }

        private static void Drop(SafeHandle handle) => handle.DangerousRelease();
        """);

    [Fact]
    public Task TakenByAPrivateMethodForItsCaller_DoesNotTrigger() => Handle("""
        public void Run(SafeHandle handle)
        {
            Pin(handle);
            handle.DangerousRelease();
        }

        private static void Pin(SafeHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
        }
        """);

    [Fact]
    public Task TakenInALoopForAll_DoesNotTrigger() => Handle("""
        public void Run(SafeHandle[] handles)
        {
            foreach (var handle in handles)
            {
                var added = false;
                handle.DangerousAddRef(ref added);
                handle.DangerousRelease();
            }
        }
        """);

    [Fact]
    public Task DisposedHandle_DoesNotTrigger() => Handle("""
        public void Run(string path)
        {
            var handle = System.IO.File.OpenHandle(path);
            handle.Dispose();
            handle.Dispose();
            var leaked = System.IO.File.OpenHandle(path);
        }
        """);

    private static Task Handle(string members) => Verify.WithContracts(ForeignApi.HandleContracts, $$"""
        using System.Runtime.InteropServices;

        public class Module
        {
        {{members}}
        }
        """);
}
