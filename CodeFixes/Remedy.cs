using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes;

/// <summary>One way to repair a fault, worked out to the last edit.</summary>
/// <param name="Kind">Which way it is: what an explicit choice of it is known by.</param>
/// <param name="Title">What a user reads.</param>
/// <param name="Edits">What changes.</param>
internal sealed record Remedy(string Kind, string Title, SolutionEdits Edits);
