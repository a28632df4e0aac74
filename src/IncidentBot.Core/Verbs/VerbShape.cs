using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Verbs;

/// <summary>The primary constructor of a verb's record, looked at once per type.</summary>
internal sealed class VerbShape
{
    private static readonly ConcurrentDictionary<Type, VerbShape> Known = new();

    private readonly ConstructorInvoker constructor;

    private VerbShape(Type verb)
    {
        var primary = verb.GetConstructors().MaxBy(one => one.GetParameters().Length)
            ?? throw new InvalidOperationException($"{verb.Name} has no public constructor.");
        constructor = ConstructorInvoker.Create(primary);
        var nullability = new NullabilityInfoContext();
        Members = [.. primary.GetParameters().Select(parameter => new Member(verb, parameter, nullability))];
    }

    public IReadOnlyList<Member> Members { get; }

    public static VerbShape Of(Type verb) => Known.GetOrAdd(verb, type => new VerbShape(type));

    public IVerb Create(object?[] values) => (IVerb)constructor.Invoke(values.AsSpan());

    /// <summary>One parameter of the constructor and the property it becomes.</summary>
    internal sealed class Member
    {
        public Member(Type verb, ParameterInfo parameter, NullabilityInfoContext nullability)
        {
            var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            var nullable = type != parameter.ParameterType || (!type.IsValueType && nullability.Create(parameter).WriteState == NullabilityState.Nullable);
            Name = JsonNamingPolicy.KebabCaseLower.ConvertName(parameter.Name!);
            JsonName = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            Property = verb.GetProperty(parameter.Name!) ?? throw new InvalidOperationException($"{verb.Name} has no property for its parameter {parameter.Name}.");
            Kind = KindOf(type) ?? throw new InvalidOperationException($"{verb.Name}.{parameter.Name}: no verb can take a {type.Name}.");
            Choices = Kind == ParameterKind.Choice ? Choices.Of(type) : null;
            IsRequired = !nullable && !parameter.HasDefaultValue && Kind != ParameterKind.Flag;
            Default = DefaultOf(parameter, type, nullable);
            if (nullable && Default is not null) throw new InvalidOperationException($"{verb.Name}.{parameter.Name}: what may be left out needs one meaning; make it nullable or give it a default.");
        }

        public string Name { get; }

        public string JsonName { get; }

        public PropertyInfo Property { get; }

        public ParameterKind Kind { get; }

        public Choices? Choices { get; }

        public bool IsRequired { get; }

        public object? Default { get; }

        private static object? DefaultOf(ParameterInfo parameter, Type type, bool nullable) => parameter switch
        {
            { HasDefaultValue: true, DefaultValue: { } value } => type.IsEnum ? Enum.ToObject(type, value) : value,
            _ when nullable || !type.IsValueType => null,
            _ => Activator.CreateInstance(type),
        };

        private static ParameterKind? KindOf(Type type) =>
            type == typeof(string) ? ParameterKind.Text
            : type == typeof(int) ? ParameterKind.Number
            : type == typeof(bool) ? ParameterKind.Flag
            : type.IsEnum ? ParameterKind.Choice
            : type == typeof(Id<Person>) ? ParameterKind.Person
            : type == typeof(IncidentReference) ? ParameterKind.Incident
            : type == typeof(IReadOnlyList<string>) ? ParameterKind.List
            : type == typeof(IReadOnlyDictionary<string, string>) ? ParameterKind.Words
            : null;
    }
}
