using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Contracts;

/// <summary>Something in what configures the analysis that does not mean what its writer thinks.</summary>
/// <param name="Location">Where it stands.</param>
/// <param name="Subject">What is wrong, as it is written there.</param>
/// <param name="Detail">What is wrong with it, and what to do.</param>
internal sealed record ConfigurationProblem(Location Location, string Subject, string Detail);
