using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Editing;

/// <summary>One source file: what is known of it, and the edits that one remedy makes in it.</summary>
internal sealed class SourceFile
{
    private readonly List<TextSpan> framed = [];

    private SourceFile(Document document, SyntaxNode root, SemanticModel model, SourceText text, ContractReader contracts,
        CancellationToken cancellation)
    {
        Document = document;
        Root = root;
        Model = model;
        Text = text;
        Contracts = contracts;
        Cancellation = cancellation;
        Layout = new SourceLayout(root, text);
        Api = new BindingApi(model.Compilation, contracts);
        Imports = new Imports(this);
    }

    public Document Document { get; }

    public SyntaxNode Root { get; }

    public SemanticModel Model { get; }

    public SourceText Text { get; }

    public ContractReader Contracts { get; }

    public CancellationToken Cancellation { get; }

    public SourceLayout Layout { get; }

    public BindingApi Api { get; }

    public Imports Imports { get; }

    public DocumentEdits Edits { get; } = new();

    /// <summary>
    /// Takes a piece of the text for a frame around it; false where another frame has some of it: the two could not be told apart.
    /// </summary>
    public bool Claim(TextSpan span)
    {
        if (framed.Exists(other => other.IntersectsWith(span)))
            return false;
        framed.Add(span);
        return true;
    }

    /// <summary>The same file with no edits in it yet, for another remedy.</summary>
    public SourceFile Afresh() => new(Document, Root, Model, Text, Contracts, Cancellation);

    /// <summary>Another file of the same project, to look at.</summary>
    public SourceFile? Other(SyntaxTree tree) =>
        tree == Root.SyntaxTree ? this
        : Document.Project.GetDocument(tree) is { } document && Model.Compilation.ContainsSyntaxTree(tree)
            ? new(document, tree.GetRoot(Cancellation), Model.Compilation.GetSemanticModel(tree), tree.GetText(Cancellation), Contracts,
                Cancellation)
            : null;

    /// <summary>Opens a document, or answers null where it has no syntax or its compilation knows no contracts.</summary>
    public static async Task<SourceFile?> OpenAsync(Document document, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null || ContractsOf(document, model.Compilation, cancellation) is not { } contracts)
            return null;
        return new SourceFile(document, root, model, text, contracts, cancellation);
    }

    private static ContractReader? ContractsOf(Document document, Compilation compilation, CancellationToken cancellation) =>
        ContractReader.For(compilation, DeclaredContracts.Read(compilation, document.Project.AnalyzerOptions.AdditionalFiles, cancellation));
}
