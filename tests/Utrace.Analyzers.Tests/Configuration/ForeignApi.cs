namespace Utrace.Analyzers.Tests.Configuration;

/// <summary>A library that carries no contracts, and the contract file that gives it some.</summary>
internal static class ForeignApi
{
    public const string Epochs = """
        namespace Epochs
        {
            public sealed class Reclaimer
            {
                public void Resume() { }
                public void Suspend() { }
            }

            public sealed class Node
            {
                public int Key => 1;
                public Node? Next => null;
            }

            public sealed class Table
            {
                public Node? Head => null;
                public Node? Find(int key) => null;
                public void Wait() { }
            }
        }
        """;

    public const string EpochContracts = """
        # Epoch-based reclamation: a node is good until its reader suspends.
        T:Epochs.Node                        RcuProtected
        M:Epochs.Reclaimer.Resume            AcquiresReadLock
        M:Epochs.Reclaimer.Suspend           ReleasesReadLock
        P:Epochs.Table.Head                  RequiresReadLock
        P:Epochs.Node.Next                   RequiresReadLock
        M:Epochs.Table.Find(System.Int32)    RequiresReadLock   # looks up
        M:Epochs.Table.Wait                  MayBlock
        """;

    public const string PoolContracts = """
        M:System.Buffers.ArrayPool`1.Rent(System.Int32)            return:Owned
        M:System.Buffers.ArrayPool`1.Return(`0[],System.Boolean)   array:Puts
        """;

    public const string HandleContracts = """
        M:System.Runtime.InteropServices.SafeHandle.DangerousAddRef(System.Boolean@)   this:Acquires success:SetsTrue
        M:System.Runtime.InteropServices.SafeHandle.DangerousRelease                   this:Puts
        """;
}
