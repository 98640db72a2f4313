using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Contracts;

/// <summary>The names under which contracts are found.</summary>
internal static class AttributeNames
{
    public const string Namespace = "Utrace.Contracts";
    public const string RcuProtected = "RcuProtectedAttribute";
    public const string Counted = "CountedAttribute";
    public const string ReadLockScope = "ReadLockScopeAttribute";
    public const string MustCheck = "MustCheckAttribute";
    public const string Detaches = "DetachesAttribute";
    public const string NeedsEvents = "NeedsEventsAttribute";
    public const string Reports = "ReportsAttribute";
    public const string NewWith = "NewWithAttribute";

    /// <summary>A compilation that knows none of these has nothing to analyse.</summary>
    public static ImmutableArray<string> Markers { get; } = [RcuProtected, Counted, ReadLockScope, "AcquiresReadLockAttribute"];

    public static bool Is(AttributeData attribute, string name) => attribute.AttributeClass?.Name == name && IsContract(attribute);

    public static TypeRole RoleOf(AttributeData attribute) => attribute.AttributeClass?.Name switch
    {
        RcuProtected when IsContract(attribute) => TypeRole.Protected,
        Counted when IsContract(attribute) => TypeRole.Counted,
        ReadLockScope when IsContract(attribute) => TypeRole.Scope,
        _ => TypeRole.Plain,
    };

    public static MethodTraits MethodTrait(AttributeData attribute) => attribute.AttributeClass?.Name switch
    {
        "AcquiresReadLockAttribute" when IsContract(attribute) => MethodTraits.AcquiresReadLock,
        "ReleasesReadLockAttribute" when IsContract(attribute) => MethodTraits.ReleasesReadLock,
        "RequiresReadLockAttribute" when IsContract(attribute) => MethodTraits.RequiresReadLock,
        "AssertsReadLockAttribute" when IsContract(attribute) => MethodTraits.AssertsReadLock,
        "MayBlockAttribute" when IsContract(attribute) => Waits(attribute) ? MethodTraits.MayBlock | MethodTraits.Waits : MethodTraits.MayBlock,
        "MustNotWaitAttribute" when IsContract(attribute) => MethodTraits.MustNotWait,
        "PutsAttribute" when IsContract(attribute) => MethodTraits.Puts,
        MustCheck when IsContract(attribute) => MethodTraits.MustCheck,
        Detaches or NeedsEvents when IsContract(attribute) => MethodTraits.EngineCall,
        "AwaitsCallbacksAttribute" when IsContract(attribute) => MethodTraits.EngineCall | MethodTraits.AwaitsCallbacks,
        "DoesNotReturnAttribute" => MethodTraits.DoesNotReturn,
        _ => MethodTraits.None,
    };

    public static ReferenceTraits ReferenceTrait(AttributeData attribute) => attribute.AttributeClass?.Name switch
    {
        "OwnedAttribute" when IsContract(attribute) => ReferenceTraits.Owned,
        "BorrowedAttribute" when IsContract(attribute) => ReferenceTraits.Borrowed,
        "AlwaysValidAttribute" when IsContract(attribute) => ReferenceTraits.AlwaysValid,
        "ValidDuringCallAttribute" when IsContract(attribute) => ReferenceTraits.ValidDuringCall,
        "StaleTolerantAttribute" when IsContract(attribute) => ReferenceTraits.StaleTolerant,
        "InvokedDuringCallAttribute" when IsContract(attribute) => ReferenceTraits.InvokedDuringCall,
        "RequestsEventsAttribute" when IsContract(attribute) => ReferenceTraits.RequestsEvents,
        NewWith when IsContract(attribute) => ReferenceTraits.NewWith,
        "ExaminationAttribute" when IsContract(attribute) && attribute.ConstructorArguments is [{ Value: int step }] =>
            step == 0 ? ReferenceTraits.BeginsExamination : ReferenceTraits.EndsExamination,
        "NotNullWhenAttribute" when attribute.ConstructorArguments is [{ Value: bool answer }] => NotNullWhen(answer),
        "MaybeNullWhenAttribute" when attribute.ConstructorArguments is [{ Value: bool answer }] => NotNullWhen(!answer),
        _ => ReferenceTraits.None,
    };

    private static bool Waits(AttributeData attribute) =>
        attribute.NamedArguments.Any(argument => argument is { Key: "Waits", Value.Value: true });

    private static ReferenceTraits NotNullWhen(bool answer) => answer ? ReferenceTraits.NotNullWhenTrue : ReferenceTraits.NotNullWhenFalse;

    private static bool IsContract(AttributeData attribute) =>
        attribute.AttributeClass?.ContainingNamespace is
        {
            Name: "Contracts",
            ContainingNamespace: { Name: "Utrace", ContainingNamespace.IsGlobalNamespace: true },
        };
}
