using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>
/// A private method that returns a task out of its section: it returns a reference on the pid, which each caller holds, looks the
/// task up by, and puts.
/// </summary>
internal static class ReturnedTask
{
    public static async Task<Remedy?> ProposeAsync(Fault fault)
    {
        var file = fault.File.Afresh();
        if (Mentions.FunctionOf(fault.Node) is not MethodDeclarationSyntax declaration
            || file.Model.GetDeclaredSymbol(declaration, file.Cancellation) is not { } method || !OwnMethod.IsOnlyOurs(method, file)
            || file.Contracts.RoleOf(method.ReturnType) != TypeRole.Protected || method.ReturnType is not INamedTypeSymbol
            || !method.GetReturnTypeAttributes().IsEmpty || HandleApi.Of(method.ReturnType, file) is not { } api
            || Returned(declaration) is not { Count: > 0 } returned || !returned.Exists(value => value.Span.Contains(fault.Span))
            || !returned.TrueForAll(value => OwnMethod.MayTakePid(value, file)))
            return null;
        var calls = new ReturnedTaskCalls(method, declaration, api);
        var steps = new Steps(file);
        if (!calls.Hoist(file))
            return null;
        var at = declaration.Identifier.Span;
        if (!file.Edits.IsEmpty)
        {
            if (await steps.NextAsync(at).ConfigureAwait(false) is not [var followed])
                return null;
            at = followed;
        }

        return Write(steps.File, at, api) && steps.Finish() is { } edits
            ? new Remedy("Pid", $"Return a {api.Pid.Name} from '{method.Name}' instead of the task", edits)
            : null;
    }

    private static bool Write(SourceFile file, TextSpan at, HandleApi api)
    {
        if (file.Root.FindToken(at.Start).Parent is not MethodDeclarationSyntax declaration
            || file.Model.GetDeclaredSymbol(declaration, file.Cancellation) is not { } method)
            return false;
        var name = OwnMethod.Renamed(method);
        if (name != method.Name)
            file.Edits.Replace(declaration.Identifier.Span, name);
        var type = file.Imports.NameOf(api.Pid, declaration.ReturnType.SpanStart);
        file.Edits.Replace(declaration.ReturnType.Span, declaration.ReturnType is NullableTypeSyntax ? type + "?" : type);
        return Returned(declaration)!.TrueForAll(value => HeldWrites.Convert(file, value, api, looksUp: true))
            && new ReturnedTaskCalls(method, declaration, api).Rewrite(file, name);
    }

    /// <summary>What the method returns; null where it is told in a way that can not be rewritten.</summary>
    public static List<ExpressionSyntax>? Returned(MethodDeclarationSyntax method)
    {
        if (method.ExpressionBody is { } arrow)
            return [arrow.Expression];
        if (method.Body is not { } body)
            return null;
        var statements = Mentions.SameFunction([body]).OfType<ReturnStatementSyntax>().ToList();
        return statements.TrueForAll(statement => statement.Expression is not null)
            ? statements.ConvertAll(statement => statement.Expression!) : null;
    }
}
