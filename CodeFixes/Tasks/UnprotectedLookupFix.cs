using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// UTR1001: passes the pid where that is all that is needed, or opens a section around the lookup and the uses of its result.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnprotectedLookupFix))]
[Shared]
public sealed class UnprotectedLookupFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR1001"];

    private protected override string Title => "Protect the lookup";

    /// <summary>An attach by the task that is protected now is a fault of its own, with a fix of its own.</summary>
    private const string NextFault = "UTR1005";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (fault.Node is not ExpressionSyntax lookup || Sections.Around(lookup, fault.File) is not null)
            return [];
        var inSection = InSection(fault.File.Afresh(), lookup) ?? ValueInSection(fault.File.Afresh(), lookup);
        var remedies = ImmutableArray.Create(ByPid(fault.File.Afresh(), lookup), inSection).OfType<Remedy>().ToList();
        if (remedies.Count == 0 || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var good = ImmutableArray.CreateBuilder<Remedy>();
        foreach (var remedy in remedies)
            if (await trial.LeavesAsync(remedy.Edits, mayHint: true, mayTell: NextFault).ConfigureAwait(false) is not null)
                good.Add(remedy);
        return good.ToImmutable();
    }

    private static Remedy? ByPid(SourceFile file, ExpressionSyntax expression)
    {
        if (Lookup.Of(expression, file) is not { } lookup || lookup.Conditional)
            return null;
        var partner = PidArgument.Of(expression, file) is { } argument
            ? WriteDirectly(file, lookup, argument) : WriteAtUses(file, expression, lookup);
        return partner is not null && SolutionEdits.Of(file) is { } edits
            ? new Remedy("Pid", $"Pass the pid to '{partner}'", edits)
            : null;
    }

    private static string? WriteDirectly(SourceFile file, Lookup lookup, PidArgument argument)
    {
        if (file.Model.GetTypeInfo(lookup.Pid, file.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull)
            return null;
        argument.Write(file, lookup.Pid.ToString());
        return argument.Partner;
    }

    /// <summary>The lookup fills a local that is nowhere used but in calls that could take the pid as well: the local goes.</summary>
    private static string? WriteAtUses(SourceFile file, ExpressionSyntax expression, Lookup lookup)
    {
        if (HeldPid.Of(lookup, file) is not { } pid || !pid.IsSure
            || Expressions.Dressed(expression).Parent is not EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement },
                } declarator,
            }
            || StatementRun.ListOf(statement) is null
            || file.Model.GetDeclaredSymbol(declarator, file.Cancellation) is not { } local)
            return null;
        string? partner = null;
        foreach (var mention in Mentions.Of(local, declarator, file))
        {
            if (PidArgument.Of(mention, file) is not { } argument || !pid.ReachesTo(mention))
                return null;
            argument.Write(file, pid.Text);
            partner ??= argument.Partner;
        }

        if (partner is not null)
            Removal.Delete(file, statement);
        return partner;
    }

    private static Remedy? InSection(SourceFile file, ExpressionSyntax lookup) =>
        Sections.Header(file, lookup.SpanStart) is not { } header ? null
        : WriteSection(file, lookup, header) && SolutionEdits.Of(file) is { } edits
            ? new Remedy("Section", "Put the lookup and its uses in a read-side section", edits)
            : null;

    /// <summary>An iterator does nothing in the section in which it is only asked for.</summary>
    private static Remedy? ValueInSection(SourceFile file, ExpressionSyntax lookup) =>
        file.Model.GetSymbolInfo(lookup, file.Cancellation).Symbol is not IMethodSymbol { IsIterator: true }
        && Sections.Header(file, lookup.SpanStart) is { } header
        && (LoopCondition.Around(lookup) is { } loop
            ? LoopCondition.Write(file, loop, lookup, header, lookup.ToString())
            : ValueFirst.Write(file, lookup, header, lookup.ToString()))
        && SolutionEdits.Of(file) is { } edits
            ? new Remedy("Section", "Read the task in a read-side section of its own", edits)
            : null;

    private static bool WriteSection(SourceFile file, ExpressionSyntax lookup, string header)
    {
        if (Place.Around(lookup) is not { } start || start.IsLoopHeader(lookup))
            return false;
        var replaced = Replace(file, lookup);
        var reach = new Reach(file, replaced.ContainsKey);
        if (reach.From(start) is not { } place || !BlockWriter.Write(file, place, Frame.Block(header), replaced.ContainsKey, reach.From))
            return false;
        foreach (var argument in replaced.Values)
            argument.Write(file, HeldPid.Of(Lookup.Of(lookup, file), file)!.Text);
        return true;
    }

    /// <summary>
    /// Uses that the pid serves better: those that may sleep, and those behind the last one that needs the task itself.
    /// </summary>
    private static Dictionary<IdentifierNameSyntax, PidArgument> Replace(SourceFile file, ExpressionSyntax expression)
    {
        var replaced = new Dictionary<IdentifierNameSyntax, PidArgument>();
        if (Lookup.Of(expression, file) is not { } lookup || HeldPid.Of(lookup, file) is not { } pid || !pid.IsSure
            || Target(file, expression) is not { } local)
            return replaced;
        var lastNeed = -1;
        var candidates = new List<(IdentifierNameSyntax, PidArgument)>();
        foreach (var mention in Mentions.Of(local, expression, file))
        {
            if (PidArgument.Of(mention, file) is { } argument && pid.ReachesTo(mention))
                candidates.Add((mention, argument));
            else if (!Mentions.IsNullTest(mention))
                lastNeed = mention.SpanStart;
        }

        foreach (var (mention, argument) in candidates)
            if (argument.MayBlock && !argument.MayBeStale || mention.SpanStart > lastNeed)
                replaced.Add(mention, argument);
        return replaced;
    }

    private static ILocalSymbol? Target(SourceFile file, ExpressionSyntax expression)
    {
        foreach (var variable in Mentions.WrittenIn([Place.Around(expression)!.Nodes.First()], file))
            if (variable is ILocalSymbol local && HeldPid.Of(local, file) is not null
                && local.DeclaringSyntaxReferences[0].GetSyntax(file.Cancellation) is { } declared
                && (declared.Span.Contains(expression.Span)
                    || declared.FirstAncestorOrSelf<IsPatternExpressionSyntax>()?.Span.Contains(expression.Span) == true))
                return local;
        return null;
    }
}
