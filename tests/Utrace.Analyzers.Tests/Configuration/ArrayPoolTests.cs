namespace Utrace.Analyzers.Tests.Configuration;

/// <summary>A counted value whose type is not counted: a rented array, by a contract file.</summary>
public sealed class ArrayPoolTests
{
    [Fact]
    public Task NeverReturned_Triggers() => Pool("""
        void Run(int n)
        {
            var buffer = {|UTR2001:ArrayPool<byte>.Shared.Rent(n)|};
            buffer[0] = 1;
        }
        """);

    [Fact]
    public Task NotReturnedOnOnePath_Triggers() => Pool("""
        int Run(int n)
        {
            var buffer = {|UTR2001:ArrayPool<byte>.Shared.Rent(n)|};
            if (n > 10)
                return buffer[1];
            ArrayPool<byte>.Shared.Return(buffer);
            return 0;
        }
        """);

    [Fact]
    public Task ReturnedTwice_Triggers() => Pool("""
        void Run(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<byte>.Shared.Return({|UTR2002:buffer|});
        }
        """);

    [Fact]
    public Task ElementReadAfterReturn_Triggers() => Pool("""
        int Run(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            ArrayPool<byte>.Shared.Return(buffer);
            return {|UTR2003:buffer|}[0];
        }
        """);

    [Fact]
    public Task PassedOnAfterReturn_Triggers() => Pool("""
        void Run(int n, System.IO.Stream stream)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            stream.Write({|UTR2003:buffer|}, 0, n);
        }
        """);

    [Fact]
    public Task ElementWrittenAfterReturn_Triggers() => Pool("""
        void Run(int n)
        {
            var buffer = ArrayPool<int>.Shared.Rent(n);
            ArrayPool<int>.Shared.Return(buffer);
            {|UTR2003:buffer|}[0] = 1;
        }
        """);

    [Fact]
    public Task LeakedByAPrivateMethodsCaller_Triggers() => Pool("""
        void Run(int n)
        {
            var buffer = {|UTR2001:Rent(n)|};
            buffer[0] = 1;
        }

        private static byte[] Rent(int n) => ArrayPool<byte>.Shared.Rent(n);
        """);

    [Fact]
    public Task ReturnedInFinally_DoesNotTrigger() => Pool("""
        int Run(int n, System.IO.Stream stream)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                var read = stream.Read(buffer, 0, buffer.Length);
                return read > 0 ? buffer[0] : -1;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task RentedOnlyWhenLarge_DoesNotTrigger() => Pool("""
        int Run(int n)
        {
            byte[]? rented = null;
            Span<byte> span = n <= 256 ? stackalloc byte[256] : (rented = ArrayPool<byte>.Shared.Rent(n));
            span[0] = 1;
            var sum = span[0];
            if (rented != null)
                ArrayPool<byte>.Shared.Return(rented);
            return sum;
        }
        """);

    [Fact]
    public Task UsedAsSpan_DoesNotTrigger() => Pool("""
        void Run(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            Span<byte> span = buffer;
            span.Clear();
            buffer.AsSpan(0, n).Fill(1);
            foreach (var one in buffer)
                Console.WriteLine(one);
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task KeptInAField_DoesNotTrigger() => Pool("""
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16);

        void Grow(int n)
        {
            var larger = ArrayPool<byte>.Shared.Rent(n);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        """);

    [Fact]
    public Task ReturnedToTheCaller_DoesNotTrigger() => Pool("""
        public byte[] Run(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            buffer[0] = 1;
            return buffer;
        }
        """);

    [Fact]
    public Task ReturnedByAPrivateMethod_DoesNotTrigger() => Pool("""
        void Run(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            GiveBack(buffer);
        }

        private static void GiveBack(byte[] array) => ArrayPool<byte>.Shared.Return(array);
        """);

    [Fact]
    public Task KeptByAPrivateMethod_DoesNotTrigger() => Pool("""
        private readonly List<byte[]> _all = [];
        private byte[]? _last;

        void Run(int n)
        {
            Keep(ArrayPool<byte>.Shared.Rent(n));
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            Keep(buffer);
            _all.Add(ArrayPool<byte>.Shared.Rent(n));
        }

        private void Keep(byte[] array) => _last = array;
        """);

    [Fact]
    public Task RentedAgainInALoop_DoesNotTrigger() => Pool("""
        void Run(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(16);
            while (n > buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task OtherArraysAndOtherPools_DoNotTrigger() => Pool("""
        byte[] Run(int n)
        {
            var plain = new byte[n];
            var copy = plain.ToArray();
            var owner = MemoryPool<byte>.Shared.Rent(n);
            return copy;
        }
        """);

    [Fact]
    public Task WithoutTheContractFile_DoesNotTrigger() => Verify.WithoutBinding(Class("""
        void Run(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            buffer[0] = 1;
        }
        """));

    /// <summary>A disposable owner by contract: it is put by its disposal.</summary>
    [Fact]
    public Task OwnerThatIsDisposed_IsPut() => Verify.WithContracts("M:System.Buffers.MemoryPool`1.Rent(System.Int32)  return:Owned", Class("""
        void Good(int n)
        {
            using var owner = MemoryPool<byte>.Shared.Rent(n);
            owner.Memory.Span.Clear();
        }

        void Bad(int n)
        {
            var owner = {|UTR2001:MemoryPool<byte>.Shared.Rent(n)|};
            owner.Memory.Span.Clear();
        }
        """));

    private static Task Pool(string members) => Verify.WithContracts(ForeignApi.PoolContracts, Class(members));

    private static string Class(string members) => $$"""
        using System.Buffers;

        public class Module
        {
        {{members}}
        }
        """;
}
