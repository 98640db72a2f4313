using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Utrace.Analyzers.Contracts;

/// <summary>
/// What is known without annotation of the .NET libraries: which calls sleep until something outside has happened. Short critical
/// sections (<c>lock</c>, <c>Monitor.Enter</c>), giving way (<c>Thread.Yield</c>) and writing to the console are none.
/// </summary>
internal static class BlockingFacts
{
    private const string Threading = "System.Threading.";
    private const string Compiler = "System.Runtime.CompilerServices.";
    private const string Sockets = "System.Net.Sockets.";

    private static readonly SymbolDisplayFormat FullName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.None);

    private static readonly string[] Files = ["System.IO.File"];

    private static readonly string[] Streams =
    [
        "System.IO.FileStream", "System.IO.RandomAccess", Sockets + "NetworkStream", "System.Net.Security.SslStream", "System.IO.Pipes.PipeStream",
    ];

    /// <summary>From the name of a method to the types that have one which waits: an ordinary call costs one look into it.</summary>
    private static readonly Dictionary<string, string[]> Waiting = new(StringComparer.Ordinal)
    {
        ["Sleep"] = [Threading + "Thread"],
        ["Join"] = [Threading + "Thread"],
        ["SpinUntil"] = [Threading + "SpinWait"],
        ["Wait"] =
        [
            Threading + "Tasks.Task", Threading + "Monitor", Threading + "SemaphoreSlim", Threading + "ManualResetEventSlim", Threading + "CountdownEvent",
        ],
        ["WaitOne"] = [Threading + "WaitHandle"],
        ["WaitAll"] = [Threading + "WaitHandle", Threading + "Tasks.Task"],
        ["WaitAny"] = [Threading + "WaitHandle", Threading + "Tasks.Task"],
        ["SignalAndWait"] = [Threading + "WaitHandle", Threading + "Barrier"],
        ["get_Result"] = [Threading + "Tasks.Task", Threading + "Tasks.ValueTask"],
        ["GetResult"] =
        [
            Compiler + "TaskAwaiter", Compiler + "ValueTaskAwaiter", Compiler + "ConfiguredTaskAwaitable.ConfiguredTaskAwaiter",
            Compiler + "ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter",
        ],
        ["Take"] = ["System.Collections.Concurrent.BlockingCollection"],
        ["TryTake"] = ["System.Collections.Concurrent.BlockingCollection"],
        ["TakeFromAny"] = ["System.Collections.Concurrent.BlockingCollection"],
        ["WaitForExit"] = ["System.Diagnostics.Process"],
        ["WaitForInputIdle"] = ["System.Diagnostics.Process"],
        ["WaitForPendingFinalizers"] = ["System.GC"],
        ["ReadLine"] = ["System.Console"],
        ["ReadKey"] = ["System.Console"],
        ["Read"] = ["System.Console", .. Streams],
        ["ReadByte"] = Streams,
        ["Write"] = Streams,
        ["WriteByte"] = Streams,
        ["Flush"] = Streams,
        ["CopyTo"] = Streams,
        ["WaitForConnection"] = ["System.IO.Pipes.NamedPipeServerStream"],
        ["WaitForPipeDrain"] = ["System.IO.Pipes.PipeStream"],
        ["Accept"] = [Sockets + "Socket"],
        ["AcceptSocket"] = [Sockets + "TcpListener"],
        ["AcceptTcpClient"] = [Sockets + "TcpListener"],
        ["Connect"] = [Sockets + "Socket", Sockets + "TcpClient", Sockets + "UdpClient", "System.IO.Pipes.NamedPipeClientStream"],
        ["Receive"] = [Sockets + "Socket", Sockets + "UdpClient"],
        ["ReceiveFrom"] = [Sockets + "Socket"],
        ["Send"] =
        [
            Sockets + "Socket", Sockets + "UdpClient", "System.Net.Http.HttpClient", "System.Net.Http.HttpMessageInvoker",
            "System.Net.NetworkInformation.Ping",
        ],
        ["SendTo"] = [Sockets + "Socket"],
        ["SendFile"] = [Sockets + "Socket"],
        ["Poll"] = [Sockets + "Socket"],
        ["Select"] = [Sockets + "Socket"],
        ["GetHostEntry"] = ["System.Net.Dns"],
        ["GetHostAddresses"] = ["System.Net.Dns"],
        ["ReadAllText"] = Files,
        ["ReadAllLines"] = Files,
        ["ReadAllBytes"] = Files,
        ["WriteAllText"] = Files,
        ["WriteAllLines"] = Files,
        ["WriteAllBytes"] = Files,
        ["AppendAllText"] = Files,
        ["AppendAllLines"] = Files,
        ["AppendAllBytes"] = Files,
        ["AppendText"] = Files,
        ["Copy"] = Files,
        ["Move"] = Files,
        ["Replace"] = Files,
        ["Delete"] = Files,
        ["Create"] = Files,
        ["CreateText"] = Files,
        ["Open"] = Files,
        ["OpenRead"] = Files,
        ["OpenWrite"] = Files,
        ["OpenText"] = Files,
        ["OpenHandle"] = Files,
    };

    /// <summary>Whether a method is known to wait; what it is called with may still say that it does not, see <see cref="IsAtOnce"/>.</summary>
    public static MethodTraits TraitsOf(IMethodSymbol method) =>
        Waiting.TryGetValue(method.Name, out var types)
        && method.ContainingType is { } type
        && types.Contains(type.ToDisplayString(FullName), StringComparer.Ordinal)
        && (!method.Name.StartsWith("Try", StringComparison.Ordinal) || method.Parameters.Any(IsTimeout))
            ? MethodTraits.KnownToWait
            : MethodTraits.None;

    /// <summary>Whether a call only asks: it is given no time to wait.</summary>
    public static bool IsAtOnce(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
            if (argument.Parameter is { } parameter && IsTimeout(parameter) && IsZero(argument.Value))
                return true;
        return false;
    }

    /// <summary>The task that a wait is for: the receiver, or what is behind its awaiter.</summary>
    public static IOperation? TaskOf(IOperation? receiver)
    {
        while (true)
            switch (receiver)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    receiver = conversion.Operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait" or "AsTask" or "Preserve", Instance: { } inner }:
                    receiver = inner;
                    break;
                default:
                    return receiver;
            }
    }

    /// <summary>Whether an expression gives a task that is done already.</summary>
    public static bool IsDone(IOperation? task) => task switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "CompletedTask" } property } => IsTaskType(property.ContainingType),
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "FromResult" or "FromException" or "FromCanceled" } method } => IsTaskType(method.ContainingType),
        _ => false,
    };

    /// <summary>The properties of a task that say, where they are true, that to wait for it takes no time.</summary>
    public static IEnumerable<IPropertySymbol> DonePropertiesOf(ITypeSymbol? task)
    {
        for (var type = task; type is { SpecialType: SpecialType.None }; type = type.BaseType)
            if (IsTaskType(type))
                foreach (var member in type.GetMembers())
                    if (member is IPropertySymbol { Name: "IsCompleted" or "IsCompletedSuccessfully" } property)
                        yield return property;
    }

    private static bool IsTaskType(ITypeSymbol type) =>
        type.ToDisplayString(FullName) is Threading + "Tasks.Task" or Threading + "Tasks.ValueTask";

    private static bool IsTimeout(IParameterSymbol parameter) =>
        parameter.Name.IndexOf("timeout", StringComparison.OrdinalIgnoreCase) >= 0 || parameter.Name == "microSeconds";

    private static bool IsZero(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;
        return value is { ConstantValue: { HasValue: true, Value: 0 or 0L } }
            or IDefaultValueOperation
            or IFieldReferenceOperation { Field: { IsStatic: true, Name: "Zero", ContainingType: { Name: "TimeSpan", ContainingNamespace.Name: "System" } } };
    }
}
