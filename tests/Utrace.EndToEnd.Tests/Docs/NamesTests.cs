using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Utrace.EndToEnd.Tests.Docs;

/// <summary><c>docs/names.md</c> against the binding.</summary>
public sealed partial class NamesTests
{
    private static readonly string[] Complete =
    [
        "Rcu", "TaskStruct", "PidHandle", "IUtraceKernel", "UtraceEngine", "UtraceEngineOps",
        "PidType", "AttachFlags", "UtraceEvents", "ResumeAction", "SignalAction", "SyscallAction",
    ];

    private static readonly HashSet<string> Listed =
    [
        .. from Match row in Row().Matches(Repository.Read("docs", "names.md"))
           from Match name in Name().Matches(row.Groups["ours"].Value)
           select name.Groups[1].Value,
    ];

    private static readonly Compilation Binding = PageCompiler.Compile("");

    [Fact]
    public void Each_name_of_ours_exists()
    {
        Assert.NotEmpty(Listed);
        Assert.All(Listed, name => Assert.True(Exists(name), name));
    }

    [Fact]
    public void Each_member_of_the_binding_is_listed()
    {
        var members =
            from name in Complete
            let type = Binding.GetTypeByMetadataName("Utrace." + name)!
            from member in type.GetMembers()
            where member is { IsImplicitlyDeclared: false, CanBeReferencedByName: true, IsOverride: false }
                && member.DeclaredAccessibility == Accessibility.Public
                && member.Kind != SymbolKind.NamedType
            select $"{name}.{member.Name}";
        Assert.Subset(Listed, members.ToHashSet());
    }

    private static bool Exists(string name)
    {
        var parts = name.Split('.');
        return Binding.GetTypeByMetadataName("Utrace." + parts[0]) is { } type
            && (parts.Length == 1 || !type.GetMembers(parts[1]).IsEmpty);
    }

    [GeneratedRegex(@"^\| [^|]+ \| (?<ours>`[^|]+`) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
