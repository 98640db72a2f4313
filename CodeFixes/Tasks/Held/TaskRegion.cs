using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>How the task is looked up for a region.</summary>
internal enum Lookups
{
    /// <summary>In the place of the one mention that there is.</summary>
    Inline,

    /// <summary>In the place of the one mention that there is; it is an error if there is no task.</summary>
    InlineRequired,

    /// <summary>Into a local that may be null: the code tests it.</summary>
    Tested,

    /// <summary>Into a local, and what stands in the region is skipped if there is no task.</summary>
    Skipped,

    /// <summary>Into a local, and it is an error if there is no task.</summary>
    Required,
}

/// <summary>Code that needs the task of the member, and gets it from one lookup.</summary>
internal sealed class TaskRegion(Place place, List<HeldUse> uses, SourceFile file, bool isNullable)
{
    /// <summary>What the exception says, as it is written.</summary>
    public const string Gone = "\"The task is gone.\"";

    public Place Place => place;

    /// <summary>The mentions in it, of whatever need, in order.</summary>
    public List<HeldUse> Uses => uses;

    public Lookups Form { get; } = FormOf(place, uses, file, isNullable);

    /// <summary>Whether two neighbours may share one lookup.</summary>
    public bool MayJoin(TaskRegion next) =>
        Form is Lookups.Skipped or Lookups.Required && next.Form is Lookups.Skipped or Lookups.Required
        && place is StatementRun mine && next.Place is StatementRun theirs
        && mine.List[0] == theirs.List[0] && theirs.First <= mine.Last + 1;

    /// <summary>Whether the task that is looked up for the region is what a mention gets.</summary>
    public bool Serves(HeldUse use) => !use.IsOnlyName && uses.Contains(use) && use.Need switch
    {
        Need.Task => true,
        Need.AnyTask or Need.Name => Form is not (Lookups.Inline or Lookups.InlineRequired),
        Need.Pid => Form == Lookups.Tested && PidArgument.Of(use.Access, file) is { MayBeStale: true },
        _ => false,
    };

    /// <summary>Writes the section, the lookup, and the mentions.</summary>
    /// <param name="member">The member.</param>
    /// <param name="name">Its new name.</param>
    public bool Write(HeldValue member, string name)
    {
        var first = uses.Find(use => use.Need is Need.Task)!;
        var pid = first.Renamed(name);
        var isSure = !isNullable || member.IsPidSure
            || first.WantsSure && Form is Lookups.Required or Lookups.Skipped or Lookups.InlineRequired && IsKnown(first);
        var lookup = pid + (isSure ? "." : "?.") + member.Api.Find + "()";
        // One lookup gives one task: not that of another owner, nor of an index that changes on the way.
        if (uses.Exists(use => Serves(use) && use.Renamed(name) != pid)
            || Form is not (Lookups.Inline or Lookups.InlineRequired) && Changes(first.Access))
            return false;
        var frame = Lines(lookup, first, member);
        if (Form == Lookups.Inline)
            file.Edits.Replace(first.Access.Span, lookup);
        if (Form == Lookups.InlineRequired)
            file.Edits.Replace(Expressions.Dressed(first.Access).Span,
                $"({lookup} ?? throw new {Exception(file, place.Span.Start)}({Gone}))");
        if (Sections.Around(place.Nodes.First(), file) is null)
        {
            if (Sections.Header(file, place.Span.Start) is not { } header)
                return false;
            frame = Frame.Block(header).Around(frame);
        }

        return frame is { Opening.IsEmpty: true } || file.Claim(place.Span) && BlockWriter.Write(file, place, frame, _ => false, _ => null);
    }

    private Frame Lines(string lookup, HeldUse first, HeldValue member)
    {
        if (Form is Lookups.Inline or Lookups.InlineRequired)
            return Frame.Above();
        var local = FreeName.Near(place.Nodes.First(), member.TaskName, token => member.IsNamedBy(token, file));
        foreach (var use in uses.Where(Serves))
        {
            // A local that is not null needs no force.
            var isForced = Form is Lookups.Required or Lookups.Skipped && use.IsForced;
            file.Edits.Replace((isForced ? Expressions.Dressed(use.Access) : use.Access).Span, local);
        }

        var type = (ITypeSymbol)file.Model.GetTypeInfo(first.Access, file.Cancellation).Type!;
        var declared = file.Layout.UsesVar
            ? "var"
            : file.Imports.NameOf(type, Form == Lookups.Tested ? NullableFlowState.MaybeNull : NullableFlowState.NotNull, place.Span.Start);
        return Form switch
        {
            Lookups.Tested => Frame.Above($"{declared} {local} = {lookup};"),
            Lookups.Skipped => Frame.Block($"if ({lookup} is {{ }} {local})"),
            _ => Frame.Above($"{declared} {local} = {lookup} ?? throw new {Exception(file, place.Span.Start)}({Gone});"),
        };
    }

    /// <summary>The name, at a position, of the exception that says that a task is not there.</summary>
    public static string Exception(SourceFile file, int position) =>
        file.Imports.NameOf(file.Model.Compilation.GetTypeByMetadataName("System.InvalidOperationException")!, position);

    /// <summary>Whether a mention was found not to be null above: then so is the pid, since the tests stay.</summary>
    private bool IsKnown(HeldUse use) =>
        !use.IsForced && file.Model.GetTypeInfo(use.Access, file.Cancellation).Nullability.FlowState == NullableFlowState.NotNull;

    /// <summary>Whether the place declares or writes a local that an access is made by.</summary>
    private bool Changes(ExpressionSyntax access)
    {
        var written = Mentions.WrittenIn(place.Nodes, file);
        return written.Count > 0 && access.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
            file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is { } symbol && written.Contains(symbol));
    }

    private static bool IsDeclaredIn(Place place, ExpressionSyntax access, SourceFile file) =>
        access.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
            file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] }
            && declared.SyntaxTree == file.Root.SyntaxTree && place.Span.Contains(declared.Span));

    private static Lookups FormOf(Place place, List<HeldUse> uses, SourceFile file, bool isNullable)
    {
        var needing = uses.Where(use => use.Need == Need.Task).ToList();
        if (isNullable && needing.TrueForAll(use => !use.WantsSure))
            return needing.Count == 1 && uses.Count == 1 ? Lookups.Inline : Lookups.Tested;
        if (isNullable && uses.Exists(use => Mentions.IsNullTest(use.Access) && use.Name.SpanStart < needing[0].Name.SpanStart))
            return Lookups.Tested;
        if (needing.Count == 1 && IsDeclaredIn(place, needing[0].Access, file))
            return Lookups.InlineRequired;
        return place.Nodes.All(node =>
            node is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or ConditionalAccessExpressionSyntax }
                || node is InvocationExpressionSyntax && place is ExpressionBody body && !body.Returns(file.Model))
            && !place.Nodes.SelectMany(node => node.DescendantNodes()).Any(node => node is SingleVariableDesignationSyntax)
                ? Lookups.Skipped
                : Lookups.Required;
    }
}
