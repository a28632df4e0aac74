using System.Text;
using System.Text.Json;

namespace IncidentBot.Core.Verbs;

/// <summary>A grammar laid over its record: which parameter stands where, and the usage line that follows from it.</summary>
internal sealed class GrammarParts
{
    private readonly VerbShape shape;
    private readonly Dictionary<string, VerbParameter>.AlternateLookup<ReadOnlySpan<char>> named;

    public GrammarParts(Grammar grammar, VerbShape shape)
    {
        this.shape = shape;
        var arguments = grammar.Arguments.Select(Kebab).ToArray();
        var rest = grammar.Rest is { } name ? Kebab(name) : null;
        All = [.. shape.Members.Select((member, index) => new VerbParameter(member, index, Place(member, arguments, rest), grammar.Descriptions.GetValueOrDefault(member.Name)))];
        Words = All.SingleOrDefault(parameter => parameter.Kind == ParameterKind.Words);
        Positional = [.. arguments.Select(Find).Where(parameter => parameter != Words)];
        Rest = rest is null ? null : Find(rest);
        Options = [.. All.Where(parameter => parameter.Place == ParameterPlace.Option)];
        named = All.Where(parameter => parameter != Rest).ToDictionary(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        if (Rest is { Kind: not ParameterKind.Text }) throw new InvalidOperationException($"{grammar.VerbType.Name}: only text can be the rest of the line.");
        Usage = UsageOf(grammar.Name);

        VerbParameter Find(string wanted) => All.SingleOrDefault(parameter => parameter.Name == wanted)
            ?? throw new InvalidOperationException($"{grammar.VerbType.Name} has no parameter called {wanted}.");
    }

    public IReadOnlyList<VerbParameter> All { get; }

    public IReadOnlyList<VerbParameter> Positional { get; }

    public IReadOnlyList<VerbParameter> Options { get; }

    /// <summary>The parameter that takes the words <c>name=value</c>.</summary>
    public VerbParameter? Words { get; }

    public VerbParameter? Rest { get; }

    public string Usage { get; }

    /// <summary>What <c>--name</c> gives: an option, or an argument that is named instead of standing in its place.</summary>
    public VerbParameter? Named(ReadOnlySpan<char> name) => named.TryGetValue(name, out var parameter) ? parameter : null;

    public object?[] Defaults() => [.. All.Select(parameter => parameter.Default)];

    public IVerb Create(object?[] values) => shape.Create(values);

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static ParameterPlace Place(VerbShape.Member member, string[] arguments, string? rest) =>
        member.Name == rest ? ParameterPlace.Rest
        : arguments.Contains(member.Name) || member.Kind == ParameterKind.Words ? ParameterPlace.Argument
        : ParameterPlace.Option;

    private string UsageOf(string name)
    {
        var usage = new StringBuilder(name);
        foreach (var argument in Positional) Append(argument, argument.Kind == ParameterKind.Person ? "@" + argument.Name : argument.Name);
        if (Words is not null) Append(Words, "name=value …");
        if (Rest is not null) Append(Rest, Rest.Name + "…");
        foreach (var option in Options)
        {
            var text = option.Kind == ParameterKind.Flag ? $"--{option.Name}" : $"--{option.Name} <{option.Name}>";
            usage.Append(' ').Append(option.IsRequired ? text : $"[{text}]");
        }

        return usage.ToString();

        void Append(VerbParameter parameter, string text) => usage.Append(' ').Append(parameter.IsRequired ? $"<{text}>" : $"[{text}]");
    }
}
