using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>Something that holds a task, and is to hold its pid: a member, a local, the elements of a collection.</summary>
/// <param name="symbol">What the mentions name.</param>
/// <param name="isNullable">Whether it may hold nothing.</param>
/// <param name="api">The members by which the new code goes from task to pid and back.</param>
internal class HeldValue(ISymbol symbol, bool isNullable, HandleApi api)
{
    public ISymbol Symbol => symbol;

    public bool IsNullable => isNullable;

    public HandleApi Api => api;

    /// <summary>What a null-conditional access costs nothing for: <c>?.</c> where it may hold nothing.</summary>
    public string Dot => isNullable && !IsPidSure ? "?." : ".";

    /// <summary>Whether there is a pid in any case, though it may lead to no task.</summary>
    public bool IsPidSure { get; init; }

    /// <summary>What a local is called into which the task is looked up.</summary>
    public string TaskName { get; init; } = "task";

    /// <summary>The name with "task" in it made "pid".</summary>
    public string WantedName => Renamed(symbol.Name);

    /// <summary>
    /// A name with "task" in it made "pid"; one that does not speak of a task says nothing wrong about a pid.
    /// </summary>
    public static string Renamed(string name) => Regex.Replace(name, "task", match => match.Value switch
    {
        "Task" => "Pid",
        "TASK" => "PID",
        _ => "pid",
    }, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether a token names it, so that it goes when it is renamed.</summary>
    public virtual bool IsNamedBy(SyntaxToken token, SourceFile file) =>
        token.ValueText == symbol.Name && token.Parent is SimpleNameSyntax name
        && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(name, file.Cancellation).Symbol, symbol);
}
