namespace IncidentBot.Core.Plans;

/// <summary>A client's incident response plan (IRP) as its file says it: who is called, who may act, which law may apply and what to do at each stage.</summary>
public sealed record Plan
{
    /// <summary>What <c>--client</c> takes: contoso-dental.</summary>
    public required string Slug { get; init; }

    public required string Name { get; init; }

    /// <summary>The IANA zone in which the client's people read times.</summary>
    public required string Zone { get; init; }

    /// <summary>The managed service provider that runs the client's incidents.</summary>
    public required PlanProvider Provider { get; init; }

    public required IReadOnlyList<PlanPerson> People { get; init; }

    public required IReadOnlyList<PlanContact> Contacts { get; init; }

    public required IReadOnlyList<PlanRole> Roles { get; init; }

    /// <summary>Each severity from 1 to 5 stands in exactly one rule.</summary>
    public required IReadOnlyList<EscalationRule> Escalation { get; init; }

    public required IReadOnlyList<PlanJurisdiction> Jurisdictions { get; init; }

    public required LegalStatus LegalStatus { get; init; }

    public required PlanInsurance? Insurance { get; init; }

    /// <summary>By type of incident, as <see cref="PlanWords.IncidentTypes"/> writes it. There is always one for <c>other</c>.</summary>
    public required IReadOnlyDictionary<string, Protocol> Protocols { get; init; }

    /// <summary>Who may say what to whom.</summary>
    public required IReadOnlyList<CommunicationRule> Communication { get; init; }

    public required IReadOnlyList<PlanTool> Tools { get; init; }

    /// <summary>After how many days every way to reach a contact is tested again; null where only somebody's word has it tested.</summary>
    public required int? VerifyEvery { get; init; }

    /// <summary>What matters to the client, in the order of the file.</summary>
    public required IReadOnlyList<PlanAsset> Assets { get; init; }

    /// <summary>Null where nobody has said that they went through it.</summary>
    public required PlanReview? Reviewed { get; init; }

    /// <summary>The file that the plan was read from, as it was named to the reader.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The whole file, without a byte order mark.</summary>
    public required string Text { get; init; }

    /// <summary>What the protocol for this type of incident says to do at a stage; what <c>other</c> says where the type has no protocol or says nothing about the stage.</summary>
    public IReadOnlyList<ProtocolTask> TasksFor(string type, string stage) =>
        Protocols.TryGetValue(type, out var own) && own.Stages.TryGetValue(stage, out var tasks) ? tasks
        : Protocols.TryGetValue(PlanWords.OtherType, out var other) && other.Stages.TryGetValue(stage, out var general) ? general
        : [];

    public PlanContact? FindContact(string key) => Contacts.FirstOrDefault(contact => string.Equals(contact.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whose mail goes to this address, as a way to reach them or as a person of the plan.</summary>
    public PlanContact? FindByMail(string address) =>
        Contacts.FirstOrDefault(contact => contact.Methods.Any(method => method.Kind == PlanWords.MailMethod && string.Equals(method.Address, address, StringComparison.OrdinalIgnoreCase)))
        ?? (People.FirstOrDefault(person => string.Equals(person.Mail, address, StringComparison.OrdinalIgnoreCase)) is { } known ? Contacts.FirstOrDefault(contact => contact.Person == known.Handle) : null);

    public PlanRole? FindRole(string name) => Roles.FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The managed service provider as a plan names it.</summary>
public sealed record PlanProvider(string Slug, string Name);
