using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>A parameter that was a task, and is the pid itself.</summary>
internal sealed class HeldParameter(IParameterSymbol task, ParameterSyntax declaration, bool isNullable, HandleApi api)
    : HeldValue(task, isNullable, api)
{
    /// <summary>Its name when it is a pid.</summary>
    public string NewName { get; } =
        Renamed(task.Name) is var wanted && wanted == task.Name ? wanted : FreeName.Near(declaration, wanted);

    public override bool IsNamedBy(SyntaxToken token, SourceFile file) =>
        NewName != Symbol.Name && (token == declaration.Identifier || base.IsNamedBy(token, file));

    /// <summary>Declares it anew.</summary>
    public void Declare(SourceFile file, bool mayBeNull)
    {
        file.Edits.Replace(declaration.Type!.Span, file.Imports.NameOf(Api.Pid, declaration.Type.SpanStart) + (mayBeNull ? "?" : ""));
        if (NewName != Symbol.Name)
            file.Edits.Replace(declaration.Identifier.Span, NewName);
    }
}
