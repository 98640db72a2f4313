using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Contracts;

/// <summary>
/// Finds what the lines of contract files name, and says of each word what is wrong with it: unknown there, said twice, or against
/// another. What is wrong is left out, the rest counts.
/// </summary>
internal sealed class ContractBinder(Compilation compilation, DeclaredContracts declared)
{
    private const string NoId =
        "is no documentation ID of a type ('T:'), a method ('M:') or a property ('P:'); write it as the compiler does in XML documentation";

    private const string NamesNothing =
        "names nothing that this compilation knows; check its spelling and its parameter types, or remove the line";

    private const string NoReferenceToBool =
        "is said of a bool that is passed by 'ref' or 'out', which this parameter is not; remove it";

    private readonly Dictionary<ISymbol, List<Said>> said = new(SymbolEqualityComparer.Default);

    public void Bind(ContractFile file, CancellationToken cancellation)
    {
        foreach (var line in file.Lines)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!DocumentationIds.IsOne(line.Id))
            {
                file.Report(line.Span, NoId);
                continue;
            }

            var named = DocumentationIds.Find(line.Id, compilation);
            if (named.IsEmpty)
                file.Report(line.Span, NamesNothing);
            // One ID can name a member in several assemblies: each is bound, what is wrong is said once.
            for (var i = 0; i < named.Length; i++)
                foreach (var word in line.Words)
                    if (Bind(named[i], word, file) is { } problem && i == 0)
                        file.Report(word.Span, problem);
        }
    }

    /// <summary>Adds what a word says; what is wrong with it instead, if something is.</summary>
    private string? Bind(ISymbol symbol, ContractWord word, ContractFile file)
    {
        if (FindTarget(symbol, word.Target) is not { } target)
            return NoTarget(symbol, word.Target!);
        var meaning = ContractVocabulary.MeaningOf(word.Name);
        if (meaning is null || (meaning.Places & target.Place) == 0)
            return $"is no contract word for {Words(target.Place)}; the words for it are {ContractVocabulary.WordsFor(target.Place)}";
        if (meaning.WrongArgument(word.Argument) is { } wrong)
            return wrong;
        if ((meaning.Reference & ReferenceTraits.SetsTrue) != 0
            && target.Symbol is not IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out, Type.SpecialType: SpecialType.System_Boolean })
            return NoReferenceToBool;
        var given = new Said(
            target.Place == ContractPlace.Return,
            word,
            file,
            meaning.MethodAt(target.Place),
            meaning.ReferenceAt(target.Place, word.Argument),
            meaning.Role);
        if (!said.TryGetValue(target.Symbol, out var earlier))
            said.Add(target.Symbol, earlier = []);
        foreach (var other in earlier)
            if (given.Against(other) is { } against)
                return against;
        if (ContradictsAttributes(target, given))
            return "contradicts the attributes in the source; remove it here or there";
        earlier.Add(given);
        Add(target, given);
        return null;
    }

    private void Add(Target target, Said given)
    {
        switch (target.Symbol)
        {
            case INamedTypeSymbol type:
                declared.Add(type, given.Role, given.Word.Argument);
                break;
            case IParameterSymbol parameter:
                declared.Add(parameter, parameter.Type, given.Reference);
                break;
            case IMethodSymbol method when target.Place == ContractPlace.Return:
                declared.Add(method, method.ReturnType, given.Reference);
                break;
            default:
                foreach (var accessor in DocumentationIds.MethodsOf(target.Symbol))
                {
                    if (given.Method != MethodTraits.None)
                        declared.Add(accessor, given.Method);
                    if (given.Reference != ReferenceTraits.None)
                        declared.Add(accessor, accessor.ReturnType, given.Reference);
                }

                break;
        }
    }

    private static Target? FindTarget(ISymbol symbol, string? target) => (symbol, target) switch
    {
        (INamedTypeSymbol, null) => new Target(symbol, ContractPlace.Type),
        (IPropertySymbol, null) => new Target(symbol, ContractPlace.Property),
        (IMethodSymbol, null) => new Target(symbol, ContractPlace.Method),
        (IMethodSymbol { ReturnsVoid: false, MethodKind: not MethodKind.Constructor }, "return") => new Target(symbol, ContractPlace.Return),
        (IMethodSymbol { IsStatic: false, MethodKind: not MethodKind.Constructor }, "this") => new Target(symbol, ContractPlace.Receiver),
        (IMethodSymbol method, not null) when ParameterOf(method, target) is { } parameter => new Target(parameter, ContractPlace.Parameter),
        _ => null,
    };

    private static IParameterSymbol? ParameterOf(IMethodSymbol method, string target) =>
        int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position < method.Parameters.Length ? method.Parameters[position] : null
            : method.Parameters.FirstOrDefault(parameter => parameter.Name == target);

    private static string NoTarget(ISymbol symbol, string target) => symbol switch
    {
        not IMethodSymbol => "has a target, which only the words of a method have; write the word alone",
        IMethodSymbol when target == "return" => "speaks of a returned value, but nothing is returned; remove it",
        IMethodSymbol when target == "this" => "speaks of the object that the method is called on, but there is none; remove it",
        IMethodSymbol { Parameters.IsEmpty: true } method => $"names no parameter of '{method.Name}', which has none; remove it",
        IMethodSymbol method => $"names no parameter of '{method.Name}'; they are {Names(method)}, counted from 0",
    };

    private static string Names(IMethodSymbol method) => string.Join(", ", method.Parameters.Select(parameter => "'" + parameter.Name + "'"));

    private static string Words(ContractPlace place) => place switch
    {
        ContractPlace.Type => "a type",
        ContractPlace.Property => "a property",
        ContractPlace.Return => "what a method returns",
        ContractPlace.Parameter => "a parameter",
        ContractPlace.Receiver => "the object that a method is called on",
        _ => "a method",
    };

    private static bool ContradictsAttributes(Target target, Said given)
    {
        var attributes = target.Place == ContractPlace.Return
            ? ((IMethodSymbol)target.Symbol).GetReturnTypeAttributes()
            : target.Symbol.GetAttributes();
        foreach (var attribute in attributes)
            if (ContractVocabulary.Contradict(given.Reference, AttributeNames.ReferenceTrait(attribute))
                || ContractVocabulary.Contradict(given.Method, AttributeNames.MethodTrait(attribute))
                || (given.Role != TypeRole.Plain && AttributeNames.RoleOf(attribute) is not TypeRole.Plain and var role && role != given.Role))
                return true;
        return false;
    }

    /// <summary>What a word is said of.</summary>
    private readonly record struct Target(ISymbol Symbol, ContractPlace Place);

    /// <summary>What a word said.</summary>
    private sealed record Said(bool IsOfReturn, ContractWord Word, ContractFile File, MethodTraits Method, ReferenceTraits Reference, TypeRole Role)
    {
        /// <summary>What is wrong with this word because of an earlier one.</summary>
        public string? Against(Said earlier)
        {
            if (IsOfReturn != earlier.IsOfReturn)
                return null;
            var place = "in line " + earlier.File.LineOf(earlier.Word.Span)
                + (earlier.File == File ? "" : " of '" + Path.GetFileName(earlier.File.Path) + "'");
            if (earlier.Word.Name == Word.Name && earlier.Word.Argument == Word.Argument)
                return $"is said {place} already; remove one of the two";
            return ContractVocabulary.Contradict(Method, earlier.Method)
                || ContractVocabulary.Contradict(Reference, earlier.Reference)
                || Role != TypeRole.Plain
                ? $"contradicts '{earlier.Word.Text}' {place}; keep one of the two"
                : null;
        }
    }
}
