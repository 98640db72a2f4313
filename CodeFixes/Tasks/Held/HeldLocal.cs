using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>A local that holds a task, and is to hold its pid: each mention looks the task up.</summary>
internal sealed class HeldLocal : HeldValue
{
    private readonly ISet<ISymbol> renamed;
    private readonly SourceFile file;

    private HeldLocal(
        ISymbol local, SyntaxToken identifier, List<HeldUse> uses, bool isNullable, HandleApi api, ISet<ISymbol> renamed, SourceFile file)
        : base(local, isNullable, api)
    {
        Identifier = identifier;
        Uses = uses;
        this.renamed = renamed;
        this.file = file;
        renamed.Add(local);
    }

    /// <summary>Its name where it is declared.</summary>
    public SyntaxToken Identifier { get; }

    /// <summary>Its mentions, in order.</summary>
    public List<HeldUse> Uses { get; }

    /// <summary>
    /// The local that a node declares; null where a mention can not be served by the pid, or may come after the pid was put.
    /// </summary>
    /// <param name="declaration">The declarator, designation or loop.</param>
    /// <param name="isNullable">Whether it may hold nothing.</param>
    /// <param name="api">The members by which the new code goes from task to pid and back.</param>
    /// <param name="renamed">The locals that the same remedy gives other names.</param>
    /// <param name="file">The file.</param>
    /// <param name="filledAt">The mention by which it is filled, which the caller rewrites; none where its declaration does that.</param>
    public static HeldLocal? Of(
        SyntaxNode declaration, bool isNullable, HandleApi api, ISet<ISymbol> renamed, SourceFile file, SimpleNameSyntax? filledAt = null)
    {
        if (file.Model.GetDeclaredSymbol(declaration, file.Cancellation) is not ILocalSymbol { IsRef: false } local)
            return null;
        var identifier = declaration switch
        {
            VariableDeclaratorSyntax declarator => declarator.Identifier,
            SingleVariableDesignationSyntax designation => designation.Identifier,
            ForEachStatementSyntax loop => loop.Identifier,
            _ => default,
        };
        var uses = Mentions.Of(local, declaration, file).ConvertAll(name =>
            name == filledAt ? HeldUse.Change(name, name) : HeldUse.Of(name, file));
        return identifier != default
            && uses.TrueForAll(use => (use.IsWritten || use.Need is not (Need.Impossible or Need.Write)) && StaysIn(use.Name, declaration))
                ? new HeldLocal(local, identifier, uses, isNullable, api, renamed, file)
                : null;
    }

    /// <summary>The new name of a local: the wanted one if it is free.</summary>
    /// <param name="given">The names that the same remedy has given away in each member, with this one from now on.</param>
    public string FreshName(ISet<(SyntaxNode Member, string Name)> given)
    {
        if (WantedName == Symbol.Name)
            return WantedName;
        var member = Mentions.MemberOf(Identifier.Parent!);
        var name = FreeName.Near(Identifier.Parent!, WantedName);
        for (var number = 2; !given.Add((member, name)); number++)
            name = FreeName.Near(Identifier.Parent!, WantedName + number);
        return name;
    }

    /// <summary>A pair of which the value is what is held.</summary>
    public static HeldLocal OfPair(
        ILocalSymbol pair, ForEachStatementSyntax loop, List<HeldUse> uses, bool isNullable, HandleApi api, ISet<ISymbol> renamed,
        SourceFile file) =>
        new(pair, loop.Identifier, uses, isNullable, api, renamed, file);

    /// <summary>Where it is mentioned last, or else declared.</summary>
    public int LastPlace => Uses.Count > 0 ? Uses[Uses.Count - 1].Name.Span.End : Identifier.Span.End;

    /// <summary>Renames it, and rewrites its mentions; false where one can not be.</summary>
    public bool Write(string name)
    {
        if (name != Symbol.Name)
            file.Edits.Replace(Identifier.Span, name);
        return HeldUses.Rewrite(file, Uses, this, name);
    }

    public override bool IsNamedBy(SyntaxToken token, SourceFile inFile) =>
        token.Parent is { } parent
        && (parent is SimpleNameSyntax ? inFile.Model.GetSymbolInfo(parent).Symbol : inFile.Model.GetDeclaredSymbol(parent)) is { } symbol
        && renamed.Contains(symbol);

    /// <summary>What runs in another function may run when the pid is put.</summary>
    private static bool StaysIn(SyntaxNode mention, SyntaxNode declaration) =>
        Mentions.FunctionOf(mention) == Mentions.FunctionOf(declaration);
}
