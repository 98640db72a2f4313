using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>
/// The members that repaired code calls, found by their contracts: how to get from a task to its pid and back, what takes a pid
/// where it took a task. Only the section itself, and how a failure is told, are known by name, because they are written into the
/// user's code.
/// </summary>
internal sealed class BindingApi(Compilation compilation, ContractReader contracts)
{
    private const string SectionType = "Utrace.Rcu";
    private const string SectionMethod = "EnterReadScope";
    private const string AnswerType = "Utrace.Errno";
    private const string ExceptionType = "Utrace.UtraceException";

    /// <summary>The type whose <see cref="OpenSection"/> opens a section; null where the project has none.</summary>
    public INamedTypeSymbol? Section =>
        compilation.GetTypeByMetadataName(SectionType) is { } type
        && type.GetMembers(SectionMethod).OfType<IMethodSymbol>().Any(method => contracts.RoleOf(method.ReturnType) == TypeRole.Scope)
            ? type
            : null;

    /// <summary>The call, on <see cref="Section"/>, that opens one.</summary>
    public static string OpenSection => SectionMethod + "()";

    /// <summary>What calls answer with, and the exception that says so; null where the project has none.</summary>
    public (INamedTypeSymbol Answers, INamedTypeSymbol Exception)? Failure =>
        compilation.GetTypeByMetadataName(AnswerType) is { } answers && compilation.GetTypeByMetadataName(ExceptionType) is { } exception
        && exception.InstanceConstructors.Any(made => made.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, answers))
            ? (answers, exception)
            : null;

    /// <summary>The type of the scope that <see cref="OpenSection"/> gives.</summary>
    public static ITypeSymbol? ScopeOf(INamedTypeSymbol section) =>
        section.GetMembers(SectionMethod).OfType<IMethodSymbol>().FirstOrDefault()?.ReturnType;

    /// <summary>The method of a task that gives a counted reference on its pid.</summary>
    public IMethodSymbol? GetPid(ITypeSymbol task) => Simple(task, method =>
        contracts.RoleOf(method.ReturnType) == TypeRole.Counted && FindTask((INamedTypeSymbol)method.ReturnType) is not null);

    /// <summary>The method of a pid that looks its task up.</summary>
    public IMethodSymbol? FindTask(ITypeSymbol pid) => Simple(pid, method =>
        contracts.RoleOf(method.ReturnType) == TypeRole.Protected
        && (contracts.TraitsOf(method) & MethodTraits.RequiresReadLock) != 0);

    /// <summary>The method of a counted reference that takes another one.</summary>
    public IMethodSymbol? GetAnother(ITypeSymbol counted) => Simple(counted, method =>
        SymbolEqualityComparer.Default.Equals(method.ReturnType, counted));

    /// <summary>The method of a counted reference that puts it.</summary>
    public IMethodSymbol? Put(ITypeSymbol counted) => Simple(counted, method =>
        method.ReturnsVoid && (contracts.TraitsOf(method) & MethodTraits.Puts) != 0)
        ?? Simple(counted, LibraryFacts.IsDispose);

    /// <summary>Whether a call puts its receiver.</summary>
    public bool IsPut(IMethodSymbol method) =>
        (contracts.TraitsOf(method) & MethodTraits.Puts) != 0
        || LibraryFacts.IsDispose(method) && contracts.RoleOf(method.ContainingType) == TypeRole.Counted;

    /// <summary>
    /// The method that does what another does with the pid in the place of the task: the overload of the same name, or one that
    /// differs from it in name only (AttachTask, AttachPid).
    /// </summary>
    public IMethodSymbol? WithPid(IMethodSymbol method, IParameterSymbol task)
    {
        if (contracts.RoleOf(task.Type) != TypeRole.Protected || GetPid(task.Type)?.ReturnType is not { } pid)
            return null;
        var candidates = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(other => IsPartner(method.OriginalDefinition, other, task.Ordinal, pid))
            .ToList();
        return candidates.Find(other => other.Name == method.Name)
            ?? candidates.Find(other => other.Name == method.Name.Replace("Task", "Pid"))
            ?? (candidates.Count == 1 ? candidates[0] : null);
    }

    private static bool IsPartner(IMethodSymbol method, IMethodSymbol other, int place, ITypeSymbol pid)
    {
        if (other.MethodKind != method.MethodKind || other.IsStatic != method.IsStatic || other.Arity != method.Arity
            || other.Parameters.Length != method.Parameters.Length
            || !SymbolEqualityComparer.Default.Equals(other.ReturnType, method.ReturnType))
            return false;
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            var (mine, theirs) = (method.Parameters[i], other.Parameters[i]);
            if (mine.RefKind != theirs.RefKind || !SymbolEqualityComparer.Default.Equals(i == place ? pid : mine.Type, theirs.Type))
                return false;
        }

        return true;
    }

    private static IMethodSymbol? Simple(ITypeSymbol type, Func<IMethodSymbol, bool> isIt)
    {
        for (var current = type; current is not null; current = current.BaseType)
            foreach (var member in current.GetMembers())
                if (member is IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary, Arity: 0 } method
                    && method.Parameters.All(parameter => parameter.IsOptional) && isIt(method))
                    return method;
        return null;
    }
}
