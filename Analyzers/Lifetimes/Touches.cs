using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>The cheap refusal: whether a body has anything to do with a lifetime, before a graph is built for it.</summary>
internal sealed class Touches(ContractReader contracts)
{
    public bool Any(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (contracts.RoleOf(operation.Type) != TypeRole.Plain)
                return true;
            if (operation is IInvocationOperation invocation && contracts.TraitsOf(invocation.TargetMethod) != MethodTraits.None)
                return true;
        }

        return root is IMethodBodyOperation or IConstructorBodyOperation or IBlockOperation
            && root.SemanticModel?.GetDeclaredSymbol(root.Syntax) is IMethodSymbol method
            && method.Parameters.Any(parameter => contracts.RoleOf(parameter.Type) != TypeRole.Plain);
    }
}
