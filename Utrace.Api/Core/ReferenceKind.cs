namespace Utrace.Core;

/// <summary>What a counted reference counts.</summary>
internal enum ReferenceKind
{
    Pid,
    Engine,
}
