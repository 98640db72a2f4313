using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;
using Utrace.CodeFixes.Tasks.Held;

namespace Utrace.CodeFixes.Counted.Owners;

/// <summary>Puts what a member owns where its type cleans up, or makes it clean up.</summary>
internal sealed class OwnerCleanup(Fault fault, OwnedMember member)
{
    private static readonly string[] Endings =
        ["Close", "Stop", "Shutdown", "ShutDown", "Cleanup", "CleanUp", "Teardown", "TearDown", "End", "CloseAsync", "StopAsync"];

    private readonly Solution solution = fault.File.Document.Project.Solution;

    /// <summary>The ways to do it, best first.</summary>
    public async Task<ImmutableArray<Remedy>> ProposeAsync()
    {
        var remedies = ImmutableArray.CreateBuilder<Remedy>();
        if (HasDispose)
        {
            if (await InDisposeAsync($"Put '{member.Symbol.Name}' in 'Dispose'").ConfigureAwait(false) is { } extended)
                remedies.Add(extended);
            return remedies.ToImmutable();
        }

        if (Methods.Where(method => Endings.Contains(method.Name)).OrderBy(method => Array.IndexOf(Endings, method.Name)).FirstOrDefault() is { } ending
            && await InEndingAsync(ending).ConfigureAwait(false) is { } ended)
            remedies.Add(ended);
        if (await InDisposeAsync($"Implement 'IDisposable' and put '{member.Symbol.Name}'").ConfigureAwait(false) is { } added)
            remedies.Add(added);
        return remedies.ToImmutable();
    }

    private IEnumerable<IMethodSymbol> Methods => member.Owner.GetMembers().OfType<IMethodSymbol>()
        .Where(method => method is { IsStatic: false, Parameters.IsEmpty: true, DeclaringSyntaxReferences.IsEmpty: false }
            && method.DeclaredAccessibility != Accessibility.Private);

    private bool HasDispose => member.Owner.GetMembers().OfType<IMethodSymbol>().Any(method =>
        !method.IsStatic && !method.DeclaringSyntaxReferences.IsEmpty && IsDispose(method.Name));

    private static bool IsDispose(string name) =>
        name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "System.IDisposable.Dispose" or "System.IAsyncDisposable.DisposeAsync";

    private async Task<Remedy?> InDisposeAsync(string title)
    {
        var files = new FileSet(solution, fault.Cancellation);
        if (await OpenAsync(files).ConfigureAwait(false) is not var (home, mentions)
            || PutAboveClears(mentions) is not { } cleared || LinesIn(home, mentions, isCleared: false) is not { } lines)
            return null;
        var owner = new HeldOwner(member.Symbol, member.Identifier, lines, cleared.ToLookup(clear => clear.File, clear => (SyntaxNode)clear.Access));
        return await HeldCleanup.WriteAsync(home, files, owner).ConfigureAwait(false) && SolutionEdits.Of(files.All) is { } edits
            ? new Remedy("Dispose", title, edits)
            : null;
    }

    private async Task<Remedy?> InEndingAsync(IMethodSymbol ending)
    {
        var files = new FileSet(solution, fault.Cancellation);
        if (await OpenAsync(files).ConfigureAwait(false) is not var (home, mentions) || PutAboveClears(mentions) is not { } cleared)
            return null;
        var syntax = ending.DeclaringSyntaxReferences[0];
        if (home.Document.Project.GetDocument(syntax.SyntaxTree) is not { } document
            || await files.OpenAsync(document.Id).ConfigureAwait(false) is not { } file
            || file.Root.FindNode(syntax.Span) is not MethodDeclarationSyntax method
            || LinesIn(file, mentions, isCleared: false) is not { } lines)
            return null;
        if (member.CanBeEmptied && lines is [_])
            lines = lines.Add(new(0, AccessBy(mentions) + " = null;"));
        var isDone = cleared.Exists(clear => clear.File == file && CleanupBody.AlwaysRuns(method, clear.Access));
        return (isDone || CleanupBody.Extend(file, method, lines)) && SolutionEdits.Of(files.All) is { } edits
            ? new Remedy("Ending", $"Put '{member.Symbol.Name}' in '{ending.Name}'", edits)
            : null;
    }

    private async Task<(SourceFile Home, List<(SourceFile File, ExpressionSyntax Access)> Mentions)?> OpenAsync(FileSet files) =>
        await files.OpenAsync(fault.File.Document.Id).ConfigureAwait(false) is { } home
        && await member.MentionsAsync(files, home).ConfigureAwait(false) is { } mentions
            ? (home, mentions)
            : null;

    /// <summary>
    /// A cleanup that forgets what the member holds puts it first; the mentions that forget it, or null where one can not be served.
    /// </summary>
    private List<(SourceFile File, ExpressionSyntax Access)>? PutAboveClears(List<(SourceFile File, ExpressionSyntax Access)> mentions)
    {
        var clears = new List<(SourceFile File, ExpressionSyntax Access)>();
        foreach (var (file, access) in mentions)
        {
            if (!IsCleared(access) || access.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
                || !IsDispose(method.Identifier.ValueText) && !Endings.Contains(method.Identifier.ValueText))
                continue;
            var isUsedLater = mentions.Exists(other => other.File == file && method.Span.Holds(other.Access)
                && other.Access.SpanStart > access.Span.End);
            if (isUsedLater || !CleanupBody.AlwaysRuns(method, access) || LinesIn(file, mentions, isCleared: true) is not { } lines
                || Place.Around(access) is not { } place || !place.Write(file, new Frame(lines, 0, [])))
                return null;
            clears.Add((file, access));
        }

        return clears;
    }

    private static bool IsCleared(ExpressionSyntax access) => access.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == access,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Clear", Parent: InvocationExpressionSyntax } call => call.Expression == access,
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Clear" } } } => true,
        _ => false,
    };

    private ImmutableArray<FrameLine>? LinesIn(SourceFile file, List<(SourceFile File, ExpressionSyntax Access)> mentions, bool isCleared) =>
        new OwnerPut(file, member.Identifier.SyntaxTree == file.Root.SyntaxTree ? member.Identifier.SpanStart : 0, FreeName)
            .LinesFor(AccessBy(mentions), member.Type, member.IsSure(fault.Cancellation), isCleared);

    private string AccessBy(List<(SourceFile File, ExpressionSyntax Access)> mentions) =>
        (member.Symbol is not IParameterSymbol && HeldOwner.UsesThis(mentions.Select(mention => mention.Access)) ? "this." : "")
        + member.Identifier.Text;

    /// <summary>A name that is neither that of a member nor taken in a cleanup.</summary>
    private string FreeName(string wanted, ICollection<string> others)
    {
        var taken = new HashSet<string>(others.Concat(member.Owner.GetMembers().Select(each => each.Name))
            .Concat(member.Owner.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Select(parameter => parameter.Name))
            .Concat(member.Owner.GetMembers().Where(method => IsDispose(method.Name) || Endings.Contains(method.Name))
                .SelectMany(method => method.DeclaringSyntaxReferences)
                .SelectMany(declared => declared.GetSyntax(fault.Cancellation).DescendantTokens()).Select(token => token.ValueText)));
        foreach (var name in new[] { wanted, "each" })
            if (!taken.Contains(name))
                return name;
        var number = 2;
        while (taken.Contains("each" + number))
            number++;
        return "each" + number;
    }
}
