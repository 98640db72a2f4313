namespace Utrace.Oracles;

/// <summary>The exception that generated programs throw and catch.</summary>
public sealed class OracleException() : Exception("A choice of the run.");
