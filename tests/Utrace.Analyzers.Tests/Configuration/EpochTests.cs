namespace Utrace.Analyzers.Tests.Configuration;

/// <summary>Sections of a library that knows nothing of us: <c>Resume()</c> and <c>Suspend()</c>, by a contract file.</summary>
public sealed class EpochTests
{
    [Fact]
    public Task LookupOutsideASection_Triggers() => Epoch("""
        public int Run(Reclaimer epoch, Table table) => {|UTR1001:table.Find(1)|}!.Key;
        """);

    [Fact]
    public Task PropertyReadOutsideASection_Triggers() => Epoch("""
        public bool Run(Table table) => {|UTR1001:table.Head|} is null;
        """);

    [Fact]
    public Task UsedAfterSuspend_Triggers() => Epoch("""
        public int Run(Reclaimer epoch, Table table)
        {
            epoch.Resume();
            var node = table.Find(1)!;
            epoch.Suspend();
            return {|UTR1002:node|}.Key;
        }
        """);

    [Fact]
    public Task NodeInAField_Triggers() => Epoch("""
        private Node? {|UTR1003:_node|};
        """);

    [Fact]
    public Task LeftOpenOnOnePath_Triggers() => Epoch("""
        public int Run(Reclaimer epoch, Table table)
        {
            {|UTR4001:epoch.Resume()|};
            if (table.Head is not { } head)
                return 0;
            var key = head.Key;
            epoch.Suspend();
            return key;
        }
        """);

    [Fact]
    public Task SuspendedWithoutResume_Triggers() => Epoch("""
        public void Run(Reclaimer epoch) => {|UTR4002:epoch.Suspend()|};
        """);

    [Fact]
    public Task ReadInsideTheSection_DoesNotTrigger() => Epoch("""
        public int Run(Reclaimer epoch, Table table)
        {
            epoch.Resume();
            try
            {
                var sum = 0;
                for (var node = table.Head; node is not null; node = node.Next)
                    sum += node.Key;
                return sum;
            }
            finally
            {
                epoch.Suspend();
            }
        }
        """);

    [Fact]
    public Task LookupInAPrivateMethodOfASection_DoesNotTrigger() => Epoch("""
        public int Run(Reclaimer epoch, Table table)
        {
            epoch.Resume();
            var key = KeyOf(table);
            epoch.Suspend();
            return key;
        }

        private static int KeyOf(Table table) => table.Find(2)?.Key ?? 0;
        """);

    private static Task Epoch(string members) => Verify.WithContracts(ForeignApi.EpochContracts, $$"""
        namespace Reader
        {
            using Epochs;

            public class Module
            {
            {{members}}
            }
        }

        {{ForeignApi.Epochs}}
        """);
}
