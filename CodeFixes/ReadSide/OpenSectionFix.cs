using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Counted;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.ReadSide;

/// <summary>
/// UTR4001: a scope in the place of the lock and its unlocks; a <c>finally</c> where the section is opened by a method that has no
/// scope. Where a private method opens the section for its callers, says so.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OpenSectionFix))]
[Shared]
public sealed class OpenSectionFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR4001"];

    private protected override string Title => "Close the section on every path";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (fault.Node is not InvocationExpressionSyntax call)
            return [];
        if (HelperContract.IsRelied(fault.File, call, MethodTraits.AcquiresReadLock))
            return HelperContract.Declare(fault.File.Afresh(), call, MethodTraits.AcquiresReadLock) is { } word ? [word] : [];
        if (await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var remedies = ImmutableArray.CreateBuilder<Remedy>();
        foreach (var propose in new Func<SourceFile, Remedy?>[] { file => Block(file, call), file => Declaration(file, call), file => Finally(file, call) })
            if (propose(fault.File.Afresh()) is { } remedy && await trial.LeavesAsync(remedy.Edits).ConfigureAwait(false) is not null)
                remedies.Add(remedy);
        return remedies.ToImmutable();
    }

    /// <summary>A using statement around what the section covers.</summary>
    private static Remedy? Block(SourceFile file, InvocationExpressionSyntax call)
    {
        if (LeftOpen.At(call, file) is not { IsOfBinding: true } section || section.Extent() is not var (covered, closing)
            || Header(file, section) is not { } header || Needed(file, section, covered) is not { } run)
            return null;
        Remove(file, section, closing);
        return BlockWriter.Write(file, run, Frame.Block(header), Gone(section, closing), grown => Needed(file, section, grown as StatementRun))
            && SolutionEdits.Of(file) is { } edits
                ? new Remedy("Block", "Put what the section covers in a 'using' statement", edits)
                : null;
    }

    /// <summary>A using declaration, where the section reaches to the end of the block anyhow.</summary>
    private static Remedy? Declaration(SourceFile file, InvocationExpressionSyntax call)
    {
        if (LeftOpen.At(call, file) is not { IsOfBinding: true, Opening.Parent: BlockSyntax or GlobalStatementSyntax } section
            || section.Extent() is not var (covered, closing) || covered.Last < section.LastStep || file.Api.Section is not { } type
            || Needed(file, section, covered) is null || Jumps.Cross(section.Opening))
            return null;
        foreach (var statement in closing)
            PutRemoval.DeleteStatement(file, statement);
        if (section.Opening is LocalDeclarationStatementSyntax)
        {
            file.Edits.Insert(section.Opening.SpanStart, "using ");
        }
        else if (file.Model.GetTypeInfo(call, file.Cancellation).Type is { SpecialType: SpecialType.System_Void }
            && BindingApi.ScopeOf(type) is { } scope)
        {
            var position = section.Opening.SpanStart;
            var written = file.Layout.UsesVar ? "var" : file.Imports.NameOf(scope, NullableFlowState.None, position);
            var name = FreeName.Near(section.Opening, "scope");
            file.Edits.Replace(section.Opening.Span, $"using {written} {name} = {file.Imports.NameOf(type, position)}.{BindingApi.OpenSection};");
        }
        else
            return null;
        return SolutionEdits.Of(file) is { } edits ? new Remedy("Declaration", "Hold the section to the end of the block with 'using'", edits) : null;
    }

    /// <summary>A finally that calls what closes it elsewhere, or the one method beside what opens it that closes.</summary>
    private static Remedy? Finally(SourceFile file, InvocationExpressionSyntax call)
    {
        if (LeftOpen.At(call, file) is not { IsOfBinding: false } section || section.Extent() is not var (covered, closing)
            || Needed(file, section, covered) is not { } run)
            return null;
        var written = closing.ConvertAll(statement => statement.ToString()).Distinct().ToList();
        if (written.Count > 1 || (written.FirstOrDefault() ?? Partner(file, call)) is not { } close)
            return null;
        foreach (var statement in closing)
            PutRemoval.DeleteStatement(file, statement);
        return BlockWriter.Write(file, run, Frame.Finally(close), Gone(section, closing), grown => Needed(file, section, grown as StatementRun))
            && SolutionEdits.Of(file) is { } edits
                ? new Remedy("Finally", "Close the section in a 'finally'", edits)
                : null;
    }

    private static string? Header(SourceFile file, LeftOpen section) => section.Opening switch
    {
        LocalDeclarationStatementSyntax opening => "using (" + opening.Declaration + ")",
        _ => Sections.Header(file, section.Opening.SpanStart),
    };

    /// <summary>The run over all that needs the section; null where what it must not hold (a wait, a jump into it) is in the way.</summary>
    private static StatementRun? Needed(SourceFile file, LeftOpen section, StatementRun? covered)
    {
        if (covered is null || covered.List != section.List && covered.List[covered.First] != section.List[section.List.IndexOf(section.Opening) + 1]
            || !covered.Nodes.Any(node => node is not (ReturnStatementSyntax { Expression: null } or BreakStatementSyntax or ContinueStatementSyntax))
            || new Reach(file, _ => false).From(covered) is not StatementRun run
            || run.First != covered.First || run.List[run.First] != covered.List[covered.First])
            return null;
        var whole = TextSpan.FromBounds(section.Opening.SpanStart, run.Span.End);
        return SectionNeeds.IsConditionallyCompiled(file, whole) ? null : run;
    }

    private static void Remove(SourceFile file, LeftOpen section, List<StatementSyntax> closing)
    {
        foreach (var statement in closing)
            PutRemoval.DeleteStatement(file, statement);
        Removal.DeleteButComment(file, section.Opening);
    }

    private static Func<IdentifierNameSyntax, bool> Gone(LeftOpen section, List<StatementSyntax> closing) =>
        mention => section.Opening.Span.Holds(mention) || closing.Exists(statement => statement.Span.Holds(mention));

    /// <summary>The call of the one method beside the method that opens, of the same kind, that closes and wants nothing for it.</summary>
    private static string? Partner(SourceFile file, InvocationExpressionSyntax call)
    {
        if (file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol opens)
            return null;
        var closes = opens.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(method =>
            method.IsStatic == opens.IsStatic && method is { Parameters.Length: 0, Arity: 0, ReturnsVoid: true }
            && (file.Contracts.TraitsOf(method) & MethodTraits.ReleasesReadLock) != 0
            && file.Model.IsAccessible(call.SpanStart, method)).ToList();
        var receiver = call.Expression is MemberAccessExpressionSyntax access && Expressions.IsSimple(access.Expression) ? access.Expression + "." : "";
        return closes is [var only] && (receiver.Length > 0 || call.Expression is SimpleNameSyntax) ? receiver + only.Name + "();" : null;
    }
}
