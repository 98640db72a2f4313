using Microsoft.CodeAnalysis;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>The members of task and pid by which the new code goes from one to the other.</summary>
internal sealed record HandleApi(INamedTypeSymbol Pid, string GetPid, string Find, string Get, string Put)
{
    public static HandleApi? Of(ITypeSymbol task, SourceFile file) =>
        file.Api.GetPid(task) is { ReturnType: INamedTypeSymbol pid } getPid
        && file.Api.FindTask(pid) is { } find && file.Api.GetAnother(pid) is { } get && file.Api.Put(pid) is { } put
            ? new HandleApi(pid, getPid.Name, find.Name, get.Name, put.Name)
            : null;
}
