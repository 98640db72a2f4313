using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>Rewrites the mentions of what held a task and holds a pid now: each gets what it needs.</summary>
internal static class HeldUses
{
    /// <summary>Rewrites them; false where one can not be.</summary>
    /// <param name="file">The file.</param>
    /// <param name="uses">The mentions in it, in order.</param>
    /// <param name="member">What they mention.</param>
    /// <param name="name">Its new name.</param>
    public static bool Rewrite(SourceFile file, List<HeldUse> uses, HeldValue member, string name)
    {
        var regions = TaskRegions.Divide(file, uses, member.IsNullable);
        if (!regions.TrueForAll(region => region.Write(member, name)))
            return false;
        var read = new HashSet<StatementSyntax>();
        foreach (var use in uses)
        {
            if (regions.Exists(region => region.Serves(use)))
                continue;
            var isWritten = use.Need switch
            {
                Need.Name => Rename(file, use, name),
                Need.Write => use.IsWritten || HeldWrites.Write(file, use, uses, member, name),
                Need.AnyTask => LookUp(file, use, member, name),
                Need.Pid => PassPid(file, use, member, name),
                // No section can hold the statement; one reading above it is enough for one that stands alone.
                Need.Task => (Place.Around(use.Access) is StatementRun || read.Add(use.Access.FirstAncestorOrSelf<StatementSyntax>()!))
                    && ReadFirst(file, use, member, name),
                _ => false,
            };
            if (!isWritten)
                return false;
        }

        return true;
    }

    private static bool Rename(SourceFile file, HeldUse use, string name)
    {
        file.Edits.Replace(use.Name.Span, name);
        return true;
    }

    /// <summary>A stale task is good enough: what the pid names now, or null.</summary>
    private static bool LookUp(SourceFile file, HeldUse use, HeldValue member, string name)
    {
        file.Edits.Replace(use.Access.Span, use.Renamed(name) + member.Dot + member.Api.Find + "()");
        return true;
    }

    private static bool ReadFirst(SourceFile file, HeldUse use, HeldValue member, string name)
    {
        var lookup = use.Renamed(name) + member.Dot + member.Api.Find + "()";
        if (use.WantsSure)
            lookup = $"({lookup} ?? throw new {TaskRegion.Exception(file, use.Name.SpanStart)}({TaskRegion.Gone}))";
        return Sections.Around(use.Access, file) is null && Sections.Header(file, use.Name.SpanStart) is { } header
            && (LoopCondition.Around(use.Access) is { } loop
                ? LoopCondition.Write(file, loop, use.Access, header, lookup)
                : ValueFirst.Write(file, use.Access, header, lookup));
    }

    private static bool PassPid(SourceFile file, HeldUse use, HeldValue member, string name)
    {
        var isSure = !member.IsNullable || member.IsPidSure || use.WantsSure;
        if (PidArgument.Of(use.Access, file) is { } argument)
        {
            if (isSure)
                argument.Write(file, use.Renamed(name) + (member.IsNullable && !member.IsPidSure && use.IsForced ? "!" : ""));
            else if (argument.MayBeStale)
                return LookUp(file, use, member, name);
            else if (argument.Throws)
                argument.Write(file,
                    $"{use.Renamed(name)} ?? throw new {TaskRegion.Exception(file, use.Name.SpanStart)}(\"There is no task.\")");
            else
                return false;
            return true;
        }

        // The pid of the task is asked for: that is what is held now.
        if (Expressions.CallOn(Expressions.Dressed(use.Access)) is not { } call || Expressions.NameOf(call) is not { } called)
            return false;
        file.Edits.Replace(use.Name.Span, name);
        file.Edits.Replace(called.Span, member.Api.Get);
        return true;
    }
}
