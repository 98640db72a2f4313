using Utrace.Analyzers.Tests.Configuration;

namespace Utrace.Analyzers.Tests.Messages;

/// <summary>What a library counts without a <c>Dispose</c>: no message sends the user to a <c>using</c> that does not compile.</summary>
public sealed class ForeignMessageTests
{
    [Fact]
    public Task RentedArrayThatIsNotReturned_IsToBePutInAFinally() => Pool(
        """
        public static void Run(int size)
        {
            var buffer = {|#0:ArrayPool<byte>.Shared.Rent(size)|};
            buffer[0] = 1;
        {|#1:}|}
        """,
        "UTR2001",
        "'buffer' is not put on any path; put it in a 'finally'",
        1);

    [Fact]
    public Task RentedArrayThatIsDropped_IsToBeKeptInAVariable() => Pool(
        """
        public static int Run(int size) => {|#0:ArrayPool<byte>.Shared.Rent(size)|}.Length;
        """,
        "UTR2005",
        "'ArrayPool<byte>.Shared.Rent(size)' gives a reference that is dropped here and never put; keep it in a variable, and put it");

    [Fact]
    public Task HandleThatStaysReferenced_IsToBeReleasedInAFinally() => Verify.WithContracts(
        ForeignApi.HandleContracts,
        """
        using System.Runtime.InteropServices;

        public static class Module
        {
            public static nint Run(SafeHandle handle)
            {
                var added = false;
                {|#0:handle.DangerousAddRef(ref added)|};
                {|#1:return handle.DangerousGetHandle();|}
            }
        }
        """,
        Verify.Rule("UTR2001").WithLocation(0).WithLocation(1).WithMessage("'handle' is not put on any path; put it in a 'finally'"));

    [Fact]
    public Task MemoryOwner_IsToBeUsed() => Verify.WithContracts(
        """
        M:System.Buffers.MemoryPool`1.Rent(System.Int32)   return:Owned
        M:System.IDisposable.Dispose                       this:Puts
        """,
        """
        using System.Buffers;

        public static class Module
        {
            public static void Run(int size)
            {
                var owner = {|#0:MemoryPool<byte>.Shared.Rent(size)|};
                owner.Memory.Span[0] = 1;
            {|#1:}|}
        }
        """,
        Verify.Rule("UTR2001").WithLocation(0).WithLocation(1)
            .WithMessage("'owner' is not put on any path; declare it with 'using', or put it in a 'finally'"));

    private static Task Pool(string members, string rule, string message, params int[] story)
    {
        var expected = Verify.Rule(rule).WithLocation(0);
        foreach (var place in story)
            expected = expected.WithLocation(place);
        return Verify.WithContracts(ForeignApi.PoolContracts, $$"""
            using System.Buffers;

            public static class Module
            {
            {{members}}
            }
            """, expected.WithMessage(message));
    }
}
