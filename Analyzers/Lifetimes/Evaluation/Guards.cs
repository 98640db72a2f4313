using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// Whether a body makes sure by other means than a look at a member that it runs once: it tests a member that it also sets
/// (<c>if (_started) throw ...; _started = true;</c>), a property that reads one, or asserts something of the member. What such a test
/// is worth only the programmer knows; he has thought of it.
/// </summary>
internal static class Guards
{
    public static bool Cover(SyntaxNode assignment, ISymbol member, IOperation body)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in body.Descendants())
            if (operation is IFieldReferenceOperation or IPropertyReferenceOperation
                && operation.Parent is IAssignmentOperation or IIncrementOrDecrementOperation or IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out })
                set.Add(((IMemberReferenceOperation)operation).Member.Name);
        foreach (var operation in body.Descendants())
        {
            if (operation.Syntax.SpanStart >= assignment.SpanStart)
                continue;
            var isGuard = operation switch
            {
                IConditionalOperation { Condition: var condition } test =>
                    (test.Syntax.Span.Contains(assignment.Span) || Leaves(test.Syntax)) && Asks(condition, set, member, isAssertion: false),
                IInvocationOperation { TargetMethod.Name: var name } call when IsAssertion(name) => Asks(call, set, member, isAssertion: true),
                _ => false,
            };
            if (isGuard)
                return true;
        }

        return false;
    }

    private static bool IsAssertion(string name) =>
        name == "Assert" || name.StartsWith("ThrowIf", StringComparison.Ordinal);

    private static bool Leaves(SyntaxNode test) => test.DescendantNodes().Any(node =>
        node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or BreakStatementSyntax or ContinueStatementSyntax);

    /// <summary>Whether a condition asks for a member that the body sets. What it asks of the member itself the worlds know better.</summary>
    private static bool Asks(IOperation condition, HashSet<string> set, ISymbol member, bool isAssertion) =>
        condition.DescendantsAndSelf().OfType<IMemberReferenceOperation>().Any(asked =>
            (isAssertion || !SymbolEqualityComparer.Default.Equals(asked.Member, member))
            && (set.Contains(asked.Member.Name) || (asked.Member is IPropertySymbol property && Reads(property, set))));

    /// <summary>Whether a property of the source is computed from one of the members.</summary>
    private static bool Reads(IPropertySymbol property, HashSet<string> set) => property.DeclaringSyntaxReferences.Any(declaration =>
        declaration.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => set.Contains(name.Identifier.ValueText)));
}
