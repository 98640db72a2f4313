using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Patterns: null tests and declarations, negated and combined; what looks into a value uses it.</summary>
internal sealed partial class Evaluator
{
    private void Match(IPatternOperation pattern, Value value, IOperation operand, World world, Action<World> yes, Action<World> no)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant when IsNull(constant.Value):
                TestNull(value, world, yes, no);
                break;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: { } constant } }:
                TestConstant(value, constant, world, yes, no);
                break;
            case INegatedPatternOperation negated:
                Match(negated.Pattern, value, operand, world, no, yes);
                break;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                Match(either.LeftPattern, value, operand, world, yes, w => Match(either.RightPattern, value, operand, w, yes, no));
                break;
            case IBinaryPatternOperation both:
                Match(both.LeftPattern, value, operand, world, w => Match(both.RightPattern, value, operand, w, yes, no), no);
                break;
            case IDiscardPatternOperation:
                yes(world);
                break;
            case IDeclarationPatternOperation { MatchesNull: true } any:
                yes(Declare(world, any.DeclaredSymbol, value));
                break;
            case IDeclarationPatternOperation declaration:
                TestNull(value, world, no, w =>
                {
                    yes(Declare(w, declaration.DeclaredSymbol, value));
                    if (!IsCertain(declaration.MatchedType, operand))
                        no(w);
                });
                break;
            case ITypePatternOperation type:
                TestNull(value, world, no, w =>
                {
                    yes(w);
                    if (!IsCertain(type.MatchedType, operand))
                        no(w);
                });
                break;
            case IRecursivePatternOperation recursive:
                MatchRecursive(recursive, value, operand, world, yes, no);
                break;
            default:
                world = Use(world, value, operand);
                yes(world);
                no(world);
                break;
        }
    }

    private void MatchRecursive(IRecursivePatternOperation pattern, Value value, IOperation operand, World world, Action<World> yes, Action<World> no) =>
        TestNull(value, world, no, w =>
        {
            var looksInside = !pattern.PropertySubpatterns.IsEmpty || !pattern.DeconstructionSubpatterns.IsEmpty;
            if (looksInside)
                w = Use(w, value, operand);
            yes(Declare(w, pattern.DeclaredSymbol, value));
            var mayFail = pattern.PropertySubpatterns.Any(part => !Fits(part.Pattern)) || pattern.DeconstructionSubpatterns.Any(part => !Fits(part));
            if (mayFail || !IsCertain(pattern.MatchedType, operand))
                no(w);
        });

    /// <summary>Whether a pattern fits whatever it is asked of.</summary>
    private static bool Fits(IPatternOperation pattern) => pattern is IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true };

    private World Declare(World world, ISymbol? symbol, Value value) => symbol is null ? world : AssignVariable(world, symbol, value);

    /// <summary>Whether a value that is not null is of the type for certain.</summary>
    private static bool IsCertain(ITypeSymbol? matched, IOperation operand)
    {
        var start = Bare(operand).Type;
        if (start is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var wrapped] })
            start = wrapped;
        for (var type = start; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type, matched))
                return true;
        return start is not null && start.AllInterfaces.Contains(matched, SymbolEqualityComparer.Default);
    }
}
