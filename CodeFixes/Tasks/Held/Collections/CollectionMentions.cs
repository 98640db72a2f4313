using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held.Collections;

/// <summary>Rewrites the mentions of a collection in one file: what it does to each is told by what stands around it.</summary>
internal sealed class CollectionMentions(SourceFile file, HeldCollection collection, string name)
{
    private readonly List<HeldUse> elements = [];
    private readonly ElementLocals locals = new(file, collection);
    private readonly List<ExpressionSyntax> accesses = [];
    private readonly List<SimpleNameSyntax> all = [];

    public SourceFile File => file;

    public HeldCollection Collection => collection;

    /// <summary>Where the code empties it.</summary>
    public List<SyntaxNode> Resets { get; } = [];

    /// <summary>All mentions that are code.</summary>
    public IEnumerable<ExpressionSyntax> Accesses => accesses;

    /// <summary>The locals that elements come into.</summary>
    public ElementLocals Locals => locals;

    /// <summary>Where the collection is mentioned.</summary>
    public void Count(List<SimpleNameSyntax> mentions) => all.AddRange(mentions);

    /// <summary>How many mentions a place holds.</summary>
    public int CountIn(Place place) => all.Count(mention => place.Span.Holds(mention));

    /// <summary>Takes one mention over; false where it can not be served.</summary>
    public bool Take(SimpleNameSyntax mention)
    {
        if (mention.IsPartOfStructuredTrivia())
            return Rename(mention);
        var access = mention.Parent is MemberAccessExpressionSyntax member && member.Name == mention
            ? member : (ExpressionSyntax)mention;
        if (!Expressions.IsSimple(access))
            return false;
        accesses.Add(access);
        var use = new CollectionUse(this, mention, access);
        return access.Parent switch
        {
            var argument when Mentions.IsNameOf(argument) => Rename(mention),
            AssignmentExpressionSyntax assignment when assignment.Left == access => Fill(mention, assignment),
            ElementAccessExpressionSyntax element => OfElement(mention, element),
            CommonForEachStatementSyntax loop when loop.Expression == access => Rename(mention) && locals.TakeLoop(loop, ofValues: false),
            MemberAccessExpressionSyntax outer when outer.Expression == access => OfMember(use, outer),
            _ => false,
        };
    }

    /// <summary>Rewrites what had to wait until all mentions were known.</summary>
    public bool Finish() => locals.Write() && HeldUses.Rewrite(file, elements, collection, name);

    /// <summary>A mention that changes what is held: no lookup may span it.</summary>
    public void NoteChange(SimpleNameSyntax mention, ExpressionSyntax access, bool removes)
    {
        elements.Add(HeldUse.Change(mention, access));
        if (removes)
            locals.NoteRemoval(access);
    }

    /// <summary>Writes a frame around what a mention stands in; false where that is not its alone.</summary>
    public bool Frame(SyntaxNode node, Frame frame) =>
        Place.Around(node) is { } place && file.Claim(place.Span) && place.Write(file, frame);

    public bool Rename(SimpleNameSyntax mention)
    {
        if (name != mention.Identifier.ValueText)
            file.Edits.Replace(mention.Span, name);
        return true;
    }

    /// <summary>An access with the new name in it.</summary>
    public string Renamed(SimpleNameSyntax mention, ExpressionSyntax access) =>
        access.ToString().Substring(0, mention.SpanStart - access.SpanStart) + name;

    /// <summary>Whether some code mentions the collection.</summary>
    public bool IsMentionedIn(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(other =>
        other.Identifier.ValueText == collection.Symbol.Name
        && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(other, file.Cancellation).Symbol, collection.Symbol));

    /// <summary>Makes what creates a collection of tasks create one of pids.</summary>
    public bool Create(ExpressionSyntax creation)
    {
        switch (creation)
        {
            case CollectionExpressionSyntax { Elements.Count: 0 }:
                return true;
            case ImplicitObjectCreationExpressionSyntax { Initializer: null } implied:
                return IsOnlySize(implied.ArgumentList);
            case ObjectCreationExpressionSyntax { Initializer: null } made
                when HeldCollection.ElementOf(made.Type) is { } element && IsOnlySize(made.ArgumentList):
                Replace(element);
                return true;
            case ArrayCreationExpressionSyntax { Initializer: null } array:
                Replace(array.Type.ElementType);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Makes a written type of a task that of a pid.</summary>
    public void Replace(TypeSyntax written)
    {
        if (written.IsVar)
            return;
        var type = file.Imports.NameOf(collection.Api.Pid, written.SpanStart);
        file.Edits.Replace(written.Span, written is NullableTypeSyntax ? type + "?" : type);
    }

    private bool IsOnlySize(ArgumentListSyntax? arguments) => arguments?.Arguments.All(argument =>
        file.Model.GetTypeInfo(argument.Expression, file.Cancellation).Type is { SpecialType: SpecialType.System_Int32 }) != false;

    private bool Fill(SimpleNameSyntax mention, AssignmentExpressionSyntax assignment) =>
        assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
        && collection.Initializer is null
        && Mentions.FunctionOf(assignment) is ConstructorDeclarationSyntax constructor
        && !constructor.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer)
        && !assignment.Ancestors().Any(Jumps.IsLoop)
        && HeldWrites.IsStatement(file, assignment)
        && Rename(mention) && Create(assignment.Right);

    private bool OfElement(SimpleNameSyntax mention, ElementAccessExpressionSyntax element)
    {
        if (collection.Shape is not (Shape.List or Shape.Array or Shape.Map)
            || element.ArgumentList.Arguments is not [{ RefKindKeyword.RawKind: 0 } index] || !HeldCollection.IsFixed(index.Expression)
            || file.Model.GetTypeInfo(element, file.Cancellation).Type is not { } type
            || !SymbolEqualityComparer.Default.Equals(type, collection.Task))
            return false;
        if (element.Parent is AssignmentExpressionSyntax assignment && assignment.Left == element)
            return new CollectionChange(this, mention, (ExpressionSyntax)element.Expression).Store(assignment, index.Expression);
        var use = HeldUse.Of(mention, element, file);
        elements.Add(use);
        return use.Need is not (Need.Impossible or Need.Write);
    }

    private bool OfMember(CollectionUse use, MemberAccessExpressionSyntax member)
    {
        if (member.Parent is InvocationExpressionSyntax call && call.Expression == member)
            return use.OfCall(call, member.Name.Identifier.ValueText);
        return member.Name.Identifier.ValueText switch
        {
            "Count" or "Length" or "Keys" => Rename(use.Mention),
            "Values" when collection.Shape == Shape.Map => use.OfValues(member),
            _ => false,
        };
    }
}
