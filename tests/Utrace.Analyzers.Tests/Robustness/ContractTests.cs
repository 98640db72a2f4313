namespace Utrace.Analyzers.Tests.Robustness;

/// <summary>Where contracts come from: not from names, and not from one assembly.</summary>
public sealed class ContractTests
{
    private const string OwnAttributes = """

        namespace Utrace.Contracts
        {
            internal sealed class AcquiresReadLockAttribute : Attribute;
            internal sealed class ReleasesReadLockAttribute : Attribute;
            internal sealed class RequiresReadLockAttribute : Attribute;
            internal sealed class RcuProtectedAttribute : Attribute;
            internal sealed class PutsAttribute : Attribute;
            internal sealed class OwnedAttribute : Attribute;
            internal sealed class MayBlockAttribute : Attribute;
            internal sealed class CountedAttribute(string what = "reference") : Attribute { public string What => what; }
        }

        namespace Own
        {
            using Utrace.Contracts;

            public static class Section
            {
                [AcquiresReadLock] public static void Lock() { }
                [ReleasesReadLock] public static void Unlock() { }
            }

            [RcuProtected]
            public sealed class Node
            {
                public int Key { get; init; }
                [RequiresReadLock] public Node? Next => null;
            }

            [Counted("engine")]
            public sealed class Ticket : IDisposable
            {
                public static Ticket Take() => new();
                [Puts] public void Drop() { }
                public void Dispose() => Drop();
            }

            [Counted]
            public interface IShare : IDisposable
            {
                int Number { get; }
            }

            public interface IShares
            {
                IShare Open(int number);
            }

            public static class List
            {
                [RequiresReadLock] public static Node? Find(int key) => key > 0 ? new Node { Key = key } : null;
                [MayBlock] public static void WaitFor(Node node) => Console.WriteLine(node.Key);
            }
        }
        """;

    [Fact]
    public Task OwnCopiesOfTheAttributes_Trigger() => Verify.WithoutBinding("""
        using Own;

        public class Module
        {
            private Node? {|UTR1003:kept|};

            public void Lookup() => kept = {|UTR1001:List.Find(1)|};

            public int Use()
            {
                Section.Lock();
                var node = List.Find(1);
                Section.Unlock();
                return {|UTR1002:node|}?.Key ?? 0;
            }

            public void Wait()
            {
                Section.Lock();
                if (List.Find(1) is { } node)
                    List.WaitFor({|UTR1005:node|});
                Section.Unlock();
            }

            public int Leak(bool early)
            {
                var ticket = {|UTR3001:Ticket.Take()|};
                if (early)
                    return 1;
                ticket.Drop();
                return ticket is null ? 0 : 2;
            }

            public void Twice()
            {
                var ticket = Ticket.Take();
                ticket.Drop();
                {|UTR3002:ticket.Dispose()|};
            }

            public int Share(IShares shares, bool early)
            {
                var share = {|UTR2001:shares.Open(1)|};
                if (early)
                    return share.Number;
                share.Dispose();
                return {|UTR2003:share|}.Number;
            }

            public void Unlock() => {|UTR4002:Section.Unlock()|};

            public void Lock() => {|UTR4001:Section.Lock()|};
        }
        """ + OwnAttributes);

    [Fact]
    public Task OwnCopiesOfTheAttributes_DoNotTriggerOnCorrectCode() => Verify.WithoutBinding("""
        using Own;

        public class Module
        {
            private readonly List<int> keys = [];

            public void Lookup()
            {
                Section.Lock();
                try
                {
                    for (var node = List.Find(1); node is not null; node = node.Next)
                        keys.Add(node.Key);
                }
                finally
                {
                    Section.Unlock();
                }
            }

            public int Read(IShares shares)
            {
                using var share = shares.Open(1);
                using var ticket = Ticket.Take();
                return share.Number;
            }
        }
        """.Replace("List<int>", "System.Collections.Generic.List<int>", StringComparison.Ordinal) + OwnAttributes);

    [Fact]
    public Task CompilationWithoutContracts_DoesNotTrigger() => Verify.WithoutBinding("""
        public sealed class TaskStruct
        {
            public int Pid => 1;
        }

        public sealed class PidHandle : IDisposable
        {
            public TaskStruct? Task() => new();
            public void Put() { }
            public void Dispose() => Put();
        }

        public static class Rcu
        {
            public static void ReadLock() { }
            public static void ReadUnlock() { }
        }

        public class Module
        {
            private TaskStruct? kept;

            public int Run(Func<PidHandle> open)
            {
                var pid = open();
                kept = pid.Task();
                Rcu.ReadLock();
                pid.Put();
                pid.Put();
                Rcu.ReadUnlock();
                Rcu.ReadUnlock();
                return kept?.Pid ?? 0;
            }
        }
        """);

    [Fact]
    public Task AttributesOfTheSameNamesElsewhere_DoNotTrigger() => Verify.WithoutBinding("""
        namespace Other.Contracts
        {
            internal sealed class RcuProtectedAttribute : Attribute;
            internal sealed class CountedAttribute : Attribute;
            internal sealed class RequiresReadLockAttribute : Attribute;
        }

        namespace Own
        {
            using Other.Contracts;

            [RcuProtected]
            public sealed class Node
            {
                [RequiresReadLock] public Node? Next => null;
            }

            [Counted]
            public sealed class Ticket : IDisposable
            {
                public static Ticket Take() => new();
                public void Dispose() { }
            }

            public class Module
            {
                private Node? kept;

                public void Run(Node node)
                {
                    kept = node.Next;
                    var ticket = Ticket.Take();
                    Console.WriteLine(ticket);
                }
            }
        }
        """);

    [Fact]
    public Task SubclassOfAProtectedType_Triggers() => Verify.Source("""
        [RcuProtected]
        public abstract class Node
        {
            public int Key { get; init; }
        }

        public sealed class Leaf : Node
        {
            [RequiresReadLock]
            public Leaf? Next => null;
        }

        public class Module
        {
            private Leaf? {|UTR1003:kept|};

            public void Run(Leaf leaf) => Log({|UTR1001:leaf.Next|}?.Key ?? 0);
        }
        """);

    [Fact]
    public Task GeneratedFile_DoesNotTrigger() => Verify.Source("""
        // <auto-generated/>
        #nullable enable
        public class Module
        {
            private TaskStruct? task;

            public void Run(IUtraceKernel kernel, PidHandle pid)
            {
                task = pid.Task();
                var found = kernel.FindGetPid(1);
                Rcu.ReadLock();
            }
        }
        """);

    [Fact]
    public Task GeneratedType_DoesNotTrigger() => Verify.Source("""
        [System.CodeDom.Compiler.GeneratedCode("generator", "1.0")]
        public class Module
        {
            private TaskStruct? task;

            public void Run(IUtraceKernel kernel, PidHandle pid)
            {
                task = pid.Task();
                var found = kernel.FindGetPid(1);
                Rcu.ReadLock();
            }
        }
        """);
}
