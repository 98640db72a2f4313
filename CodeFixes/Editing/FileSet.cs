using Microsoft.CodeAnalysis;

namespace Utrace.CodeFixes.Editing;

/// <summary>The files that one remedy edits, each opened once; a file that several projects share counts as one.</summary>
internal sealed class FileSet(Solution solution, CancellationToken cancellation)
{
    private readonly Dictionary<DocumentId, SourceFile> files = [];

    public IEnumerable<SourceFile> All => files.Values;

    /// <summary>The file of a document; null where it can not be edited.</summary>
    public async Task<SourceFile?> OpenAsync(DocumentId id)
    {
        if (files.TryGetValue(id, out var open))
            return open;
        if (solution.GetDocument(id) is not { SourceCodeKind: SourceCodeKind.Regular } document || document is SourceGeneratedDocument
            || await SourceFile.OpenAsync(document, cancellation).ConfigureAwait(false) is not { } file)
            return null;
        files.Add(id, file);
        return file;
    }

    /// <summary>Whether the document is the same file as one that is open already, seen from another project.</summary>
    public bool IsDouble(Document document) =>
        !files.ContainsKey(document.Id) && document.GetLinkedDocumentIds().Any(files.ContainsKey);
}
