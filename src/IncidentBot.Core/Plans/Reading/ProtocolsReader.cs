namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>protocols</c> and <c>tools</c>. The roles must have been read.</summary>
internal static class ProtocolsReader
{
    public static IReadOnlyDictionary<string, Protocol> Read(PlanReading reading, Section plan)
    {
        var protocols = new Dictionary<string, Protocol>(StringComparer.Ordinal);
        if (plan.RequiredMap("protocols", "{other: {triage: [Verify the alert and define the scope]}}") is not { } map)
        {
            return protocols;
        }

        foreach (var entry in map.Entries)
        {
            reading.Word(new YamlText(entry.Key, true, entry.Line, entry.Column), PlanWords.IncidentTypes, "type of incident");
            if (Section.AsMap(reading.Problems, entry.Value, $"the protocol '{entry.Key}'") is { } stages)
            {
                protocols[entry.Key] = new Protocol(entry.Key, Stages(reading, reading.Of(stages, $"the protocol '{entry.Key}'")));
            }
        }

        if (map.Entries.All(entry => entry.Key != PlanWords.OtherType))
        {
            reading.Problems.Add(map, "The protocol 'other' is missing, so an incident of a type without its own protocol would have no tasks; add other: with its stages.");
        }

        return protocols.AsReadOnly();
    }

    public static IReadOnlyList<PlanTool> Tools(PlanReading reading, Section plan) =>
        [.. reading.Sections(plan.OptionalList("tools"), "this tool").Select(tool => Tool(reading, tool))];

    private static Dictionary<string, IReadOnlyList<ProtocolTask>> Stages(PlanReading reading, Section protocol)
    {
        var stages = new Dictionary<string, IReadOnlyList<ProtocolTask>>(StringComparer.Ordinal);
        foreach (var stage in PlanWords.Stages)
        {
            if (protocol.Any(stage) is not null)
            {
                stages[stage] = [.. protocol.OptionalList(stage).Select(node => Task(reading, node)).OfType<ProtocolTask>()];
            }
        }

        protocol.End();
        return stages;
    }

    private static ProtocolTask? Task(PlanReading reading, YamlNode node)
    {
        if (node is YamlText { Empty: false } title)
        {
            return new ProtocolTask(title.Text, null, null, null);
        }

        if (Section.AsMap(reading.Problems, node, "this task") is not { } map)
        {
            return null;
        }

        var task = reading.Of(map, "this task");
        var name = task.RequiredText("title", "Isolate the infected servers");
        var action = task.Optional("action");
        reading.Word(action, PlanWords.Actions, "action");
        var horizon = task.Optional("horizon");
        reading.Word(horizon, PlanWords.Horizons, "horizon");
        var role = task.Optional("role");
        reading.Known(role, reading.RoleNames, "role", "roles");
        task.End();
        return new ProtocolTask(name, action?.Text, horizon?.Text, role?.Text);
    }

    private static PlanTool Tool(PlanReading reading, Section tool)
    {
        var read = new PlanTool(tool.RequiredText("name", "Falcon"), tool.RequiredText("for", "endpoint detection"), reading.Https(tool.Optional("url")));
        tool.End();
        return read;
    }
}
