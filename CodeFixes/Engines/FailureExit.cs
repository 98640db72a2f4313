using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Engines;

/// <summary>How code hands a failure on: by what its method answers, or by an exception.</summary>
internal static class FailureExit
{
    /// <summary>Whether the method answers with the same enum.</summary>
    public static bool MayReturn(SourceFile file, SyntaxNode at) =>
        file.Api.Failure is var (answers, _)
        && file.Model.GetEnclosingSymbol(at.SpanStart, file.Cancellation) is IMethodSymbol method
        && SymbolEqualityComparer.Default.Equals(
            method.IsAsync ? (method.ReturnType as INamedTypeSymbol)?.TypeArguments.FirstOrDefault() : method.ReturnType, answers);

    /// <summary>Whether an exception is no worse than the failure: not in a callback, on the way out of something, or in a cleanup.</summary>
    public static bool MayThrow(SourceFile file, SyntaxNode at)
    {
        var function = Mentions.FunctionOf(at);
        if (file.Api.Failure is null
            || at.Ancestors().TakeWhile(outer => outer != function).Any(outer => outer is FinallyClauseSyntax or CatchClauseSyntax))
            return false;
        return file.Model.GetEnclosingSymbol(at.SpanStart, file.Cancellation) is IMethodSymbol method
            && method is { MethodKind: not (MethodKind.Destructor or MethodKind.StaticConstructor) }
            && method.Name is not ("Dispose" or "DisposeAsync")
            && (file.Contracts.TraitsOf(method) & (MethodTraits.MustNotWait | MethodTraits.Puts)) == 0;
    }

    public static string Throw(SourceFile file, SyntaxNode at, string error) =>
        $"throw new {file.Imports.NameOf(file.Api.Failure!.Value.Exception, at.SpanStart)}({error});";

    /// <summary>The lines that make a call of which the answer has to be good.</summary>
    public static Frame Checked(SourceFile file, SyntaxNode at, string call)
    {
        if (AnswerCheck.KnowsPatterns(file) && file.Api.Failure is var (answers, _) && (MayReturn(file, at) || MayThrow(file, at)))
        {
            var error = FreeName.Near(at, "error");
            var then = MayReturn(file, at) ? $"return {error};" : Throw(file, at, error);
            return new Frame([new(0, $"if ({call} is not {file.Imports.NameOf(answers, at.SpanStart)}.None and var {error})"), new(1, then)], 0, []);
        }

        return Frame.Above("_ = " + call + ";");
    }
}
