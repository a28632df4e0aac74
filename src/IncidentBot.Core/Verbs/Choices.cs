using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace IncidentBot.Core.Verbs;

/// <summary>The words of an enum. A member is written in lower case with dashes (<c>false-positive</c>); its number, <c>p1</c>, <c>sev1</c> (the first three
/// letters of the enum's name) and what <see cref="AlsoWrittenAttribute"/> lists are understood too.</summary>
public sealed class Choices
{
    private static readonly ConcurrentDictionary<Type, Choices> Known = new();

    private readonly Dictionary<string, object> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<object, string> words = [];

    private Choices(Type type)
    {
        var members = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        foreach (var member in members)
        {
            var word = JsonNamingPolicy.KebabCaseLower.ConvertName(member.Name);
            values[word] = member.GetValue(null)!;
            words.TryAdd(member.GetValue(null)!, word);
        }

        Words = [.. words.Values];
        foreach (var member in members)
        {
            foreach (var other in OtherWords(type, member)) values.TryAdd(other, member.GetValue(null)!);
        }
    }

    /// <summary>One word per member, in the enum's order.</summary>
    public IReadOnlyList<string> Words { get; }

    public static Choices Of(Type type) => Known.GetOrAdd(type, one => new Choices(one));

    internal object? Read(string word) => values.GetValueOrDefault(word.Trim());

    internal string Write(object value) => words.TryGetValue(value, out var word) ? word : throw new ArgumentOutOfRangeException(nameof(value), value, "No member of the enum.");

    private static IEnumerable<string> OtherWords(Type type, FieldInfo member)
    {
        var number = Convert.ToInt64(member.GetValue(null), CultureInfo.InvariantCulture);
        return (member.GetCustomAttribute<AlsoWrittenAttribute>()?.Words ?? [])
            .Concat([member.Name, $"{number}", $"p{number}", $"{type.Name[..Math.Min(3, type.Name.Length)]}{number}"]);
    }
}

/// <summary>Other words for a member of an enum that a verb takes.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class AlsoWrittenAttribute(params string[] words) : Attribute
{
    public IReadOnlyList<string> Words { get; } = words;
}
