namespace Utrace.Core;

/// <summary>What a round of callbacks has agreed on.</summary>
/// <param name="Stops">Some engine wants the task to stop.</param>
/// <param name="Resume">The smallest answer beside Stop.</param>
internal readonly record struct ReportRound(bool Stops, ResumeAction Resume);
