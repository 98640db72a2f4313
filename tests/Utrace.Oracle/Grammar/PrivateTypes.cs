namespace Utrace.Oracles.Grammar;

/// <summary>The nested types and the methods around fields that programs share.</summary>
internal static class PrivateTypes
{
    public const string Owner = """
        private sealed class Owner(PidHandle pid) : IDisposable
        {
            public int Number => pid.Number;

            public void Dispose() => pid.Put();
        }
        """;

    public const string Session = """
        private sealed class Session : IDisposable
        {
            private readonly PidHandle _pid;
            private readonly UtraceEngine _engine;

            public Session(PidHandle pid, UtraceEngineOps ops)
            {
                _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
                _pid = pid.Get();
            }

            public int Number => _pid.Number;

            public void Dispose()
            {
                _engine.Put();
                _pid.Put();
            }
        }
        """;

    public const string Store = """
        private void Store(PidHandle pid)
        {
            _stored?.Put();
            _stored = pid.Get();
        }
        """;

    public const string Forget = """
        public void Forget()
        {
            _stored?.Put();
            _stored = null;
        }
        """;

    public const string Attach = """
        private void Attach(PidHandle pid, UtraceEngineOps ops)
        {
            Detach();
            _attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        }
        """;

    public const string Detach = """
        private void Detach()
        {
            _attached?.Put();
            _attached = null;
        }
        """;
}
