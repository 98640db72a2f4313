namespace Utrace.Analyzers.Tests.Counted;

/// <summary>More than one fault with one reference, and what is no use of a reference that is put.</summary>
public sealed class PutTwiceAndUsedTests
{
    [Fact]
    public Task PutAfterItWasGivenAway_Triggers() => Verify.Members("""
        public static void Take([Owned] PidHandle taken) => taken.Put();

        public void Run(PidHandle pid)
        {
            var first = pid.Get();
            Take(first);
            {|UTR2002:first.Put()|};

            using var second = pid.Get();
            {|UTR2002:Take(second)|};

            var third = pid.Get();
            Take(third.Get());
            third.Put();
        }
        """);

    [Fact]
    public Task UseAfterTwoPuts_Triggers() => Verify.Body("""
        var found = pid.Get();
        found.Put();
        {|UTR2002:found.Put()|};
        Log({|UTR2003:found|}.Number);
        """);

    [Fact]
    public Task HelperThatPutsTwice_TriggersOnlyInTheHelper() => Verify.Members("""
        public void Run(PidHandle pid) => Drop(pid.Get());

        public void RunNamed(PidHandle pid)
        {
            var found = pid.Get();
            Drop(found);
        }

        private static void Drop(PidHandle pid)
        {
            pid.Put();
            {|UTR2002:pid.Put()|};
        }
        """);

    [Fact]
    public Task ComparisonAfterThePut_DoesNotTrigger() => Verify.Body("""
        var found = pid.Get();
        found.Put();
        Console.WriteLine(found.Equals(pid) || pid.Equals(found) || Equals(found, pid));
        Console.WriteLine(found.GetHashCode());
        """);

    [Fact]
    public Task GivenAwayTwice_Triggers() => Verify.Members("""
        public static void Take([Owned] PidHandle taken) => taken.Put();

        public void Run(PidHandle pid)
        {
            var found = pid.Get();
            Take(found);
            {|UTR2002:Take(found)|};
        }
        """);

    [Fact]
    public Task HelperThatUsesWhatItHasPut_TriggersOnlyInTheHelper() => Verify.Members("""
        public void Run(PidHandle pid, bool isEarly)
        {
            var found = pid.Get();
            if (isEarly)
            {
                found.Put();
                return;
            }
            Drop(found);
        }

        private static void Drop(PidHandle pid)
        {
            pid.Put();
            Console.WriteLine({|UTR2003:pid|}.Number);
            Console.WriteLine(pid.Number);
        }
        """);
}
