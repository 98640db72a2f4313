namespace Utrace.Oracles.Truth;

/// <summary>
/// A program can not be loaded: an edit made it into one of which only the last step of the compiler says that it is no C# (a scope held
/// across a yield), or the copy of it that tells where it is does not compile.
/// </summary>
internal sealed class NotRunnableException(string message) : Exception(message);
