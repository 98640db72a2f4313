using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Contracts;

/// <summary>What is known without annotation of the .NET libraries that everybody uses: who keeps an argument, who runs a delegate.</summary>
internal static class LibraryFacts
{
    /// <summary>
    /// Whether a method keeps what is passed to one of its parameters: a member of a generic type that takes the type's own
    /// argument (List&lt;T&gt;.Add, TaskCompletionSource&lt;T&gt;.SetResult), or of a collection of objects, and that does more
    /// than look for it.
    /// </summary>
    public static bool Keeps(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { IsStatic: false } method || OnlyLooks(method.Name))
            return false;
        var original = parameter.OriginalDefinition;
        if (original.Type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type })
            return true;
        return original.Type.SpecialType == SpecialType.System_Object
            && method.ContainingType is { } type
            && type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable);
    }

    /// <summary>
    /// Whether a generic method passes on or keeps what it is given, as <c>Task.FromResult</c>, <c>Tuple.Create</c> and
    /// <c>Interlocked.Exchange</c> do: who puts a counted reference after that, its caller does not know.
    /// </summary>
    public static bool PassesOn(IParameterSymbol parameter) =>
        parameter.OriginalDefinition.Type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method };

    /// <summary>
    /// Whether a method takes anything, or anything disposable, and does more than print or compare it: a bag of disposables, the state
    /// of a callback. Who puts a counted reference after that, its caller does not know.
    /// </summary>
    public static bool TakesUntyped(IParameterSymbol parameter) =>
        parameter.OriginalDefinition.Type.SpecialType is SpecialType.System_Object or SpecialType.System_IDisposable
        && parameter.ContainingSymbol is IMethodSymbol { ContainingType: { } type } method
        && !OnlyLooks(method.Name)
        && type is not { SpecialType: SpecialType.System_String or SpecialType.System_Object }
        && type.Name is not ("Console" or "TextWriter" or "StringBuilder" or "Debug" or "Trace" or "ArgumentNullException" or "Assert");

    /// <summary>Whether a delegate passed to the parameter has run, for good, when the call returns.</summary>
    public static bool RunsDuringCall(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { ContainingType: { } type, MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension }
            || Keeps(parameter))
            return false;
        return type.ContainingNamespace?.ToDisplayString() switch
        {
            "System.Linq" => type.Name == "Enumerable",
            "System.Collections.Generic" => true,
            "System" => type.Name is "Array" or "String" or "MemoryExtensions" || type.SpecialType == SpecialType.System_String,
            "System.Threading.Tasks" => type.Name == "Parallel" && ((IMethodSymbol)parameter.ContainingSymbol).ReturnType.Name != "Task",
            _ => false,
        };
    }

    /// <summary>Whether a method does nothing until somebody goes through what it gave, and holds that one up then.</summary>
    public static bool IsPlainIterator(IMethodSymbol method) => method is { IsIterator: true, IsAsync: false };

    /// <summary>Whether a loop that calls members of the type by itself goes through an array, or something as old.</summary>
    public static bool GoesThroughArray(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Array or SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_IEnumerator;

    /// <summary>Whether a sequence that is passed to the parameter has been gone through when the call returns.</summary>
    public static bool GoesThrough(IParameterSymbol parameter) =>
        TakesSequence(parameter) && parameter.ContainingSymbol is IMethodSymbol { ContainingType: { } type } method
        && (IsQuery(type) ? !IsSequence(method.OriginalDefinition.ReturnType) && method.Name != "TryGetNonEnumeratedCount"
            : type.SpecialType == SpecialType.System_String
            || type.ContainingNamespace is { ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } });

    /// <summary>Whether a sequence that is passed to the parameter is gone through when the result is: a query that is only put together.</summary>
    public static bool GoesThroughLater(IParameterSymbol parameter) =>
        TakesSequence(parameter) && parameter.ContainingSymbol is IMethodSymbol { ContainingType: { } type } method
        && IsQuery(type) && IsSequence(method.OriginalDefinition.ReturnType);

    private static bool IsQuery(INamedTypeSymbol type) => type is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    private static bool TakesSequence(IParameterSymbol parameter) => IsSequence(parameter.OriginalDefinition.Type);

    private static bool IsSequence(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType is SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_Generic_IEnumerable_T
        || type is { Name: "IOrderedEnumerable", ContainingNamespace.Name: "Linq" };

    /// <summary>Whether a method says by its name that an out parameter which may be null is given something when it returns true.</summary>
    public static bool IsTry(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.Out, NullableAnnotation: NullableAnnotation.Annotated, ContainingSymbol.Name: var name }
        && name.StartsWith("Try", StringComparison.Ordinal);

    /// <summary>Whether a method puts a value in a place and gives back what was there.</summary>
    public static bool IsExchange(IMethodSymbol method) =>
        method is { Name: "Exchange", Parameters.Length: 2, ContainingType: { Name: "Interlocked", ContainingNamespace.Name: "Threading" } };

    /// <summary>Whether a member gives the value that is in a nullable one.</summary>
    public static bool IsValueOfNullable(IMethodSymbol method) =>
        method is { Name: "GetValueOrDefault" or "get_Value", Parameters.Length: 0, ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };

    /// <summary>Whether a method of a task, or of its awaiter, gives the same task in another shape.</summary>
    public static bool PassesTaskOn(IMethodSymbol method) => method.Name is "ConfigureAwait" or "GetAwaiter" && IsOfTask(method);

    /// <summary>Whether a member waits for a task and gives what it comes to.</summary>
    public static bool GivesResultOfTask(IMethodSymbol method) => method.Name is "GetResult" or "get_Result" && IsOfTask(method);

    private static bool IsOfTask(IMethodSymbol method) =>
        method.ContainingType?.ContainingNamespace is { Name: "Tasks" or "CompilerServices", ContainingNamespace.Name: "Threading" or "Runtime" };

    /// <summary>Whether a call of the name ends a reference by convention: every counted type is disposable.</summary>
    public static bool IsDispose(IMethodSymbol method) =>
        method is { Name: "Dispose" or "DisposeAsync", Parameters.Length: 0 };

    /// <summary>Whether a member of every object only tells one from another, which a counted reference can still do when it is put.</summary>
    public static bool OnlyCompares(IMethodSymbol method) => method is { Name: "Equals" or "GetHashCode" or "ReferenceEquals" };

    /// <summary>
    /// Whether a method or constructor of the library throws nothing that anybody reckons with: disposal, comparison, printing, locks,
    /// arithmetic, and collections that are added to or looked into.
    /// </summary>
    public static bool NeverThrows(IMethodSymbol method)
    {
        if (IsDispose(method) || OnlyCompares(method) || method is { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true }
            || method.Name is "ToString" or "GetType"
            || (method.MethodKind == MethodKind.Constructor && IsException(method.ContainingType)))
            return true;
        if (method.ContainingType is not { } type || !method.DeclaringSyntaxReferences.IsEmpty)
            return false;
        return type.ContainingNamespace?.ToDisplayString() switch
        {
            "System" => type.Name is "Console" or "Math" or "GC" or "Object" or "TimeSpan" or "DateTime" or "DateTimeOffset" or "HashCode",
            "System.Diagnostics" => type.Name is "Debug" or "Trace" or "Stopwatch",
            "System.Threading" => type.Name is "Monitor" or "Interlocked" or "Volatile" or "Lock" or "Thread" && method.Name is not ("Start" or "Join"),
            "System.Collections.Generic" => method.MethodKind == MethodKind.Constructor || OnlyLooks(method.Name)
                || method.Name is "Enqueue" or "Push" or "Clear" or "TryAdd" or "TryPop" or "TryDequeue" or "TryPeek" or "Count"
                || (method.Name == "Add" && method.Parameters.Length == 1),
            "System.Collections.Concurrent" => method.Name is "Enqueue" or "Push" or "TryAdd" or "TryDequeue" or "TryPop" or "TryRemove" or "TryGetValue",
            _ => false,
        };
    }

    private static bool IsException(INamedTypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (current is { Name: "Exception", ContainingNamespace.Name: "System" })
                return true;
        return false;
    }

    /// <summary>Whether a member of a collection only looks for what it is passed.</summary>
    public static bool Looks(IMethodSymbol method) => OnlyLooks(method.Name) && method.MethodKind == MethodKind.Ordinary;

    /// <summary>Whether a conversion makes a view of what it is given, which is as good as that is: an array as a span.</summary>
    public static bool OnlyViews(IMethodSymbol conversion) =>
        conversion.ContainingType is { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "ArraySegment", ContainingNamespace.Name: "System" };

    private static bool OnlyLooks(string name) => name is
        "Contains" or "ContainsKey" or "ContainsValue" or "IndexOf" or "LastIndexOf" or "BinarySearch" or "Remove" or "TryRemove"
        or "TryGetValue" or "GetValueOrDefault" or "Equals" or "CompareTo" or "Compare" or "GetHashCode" or "Invoke" or "get_Item";
}
