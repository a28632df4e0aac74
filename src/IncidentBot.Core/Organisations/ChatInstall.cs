using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Organisations;

/// <summary>IncidentBot in one workspace of a chat platform. The organisation that owns the workspace says what its people may do; nothing else about them does.</summary>
public sealed class ChatInstall
{
    private ChatInstall()
    {
    }

    public ChatInstall(string platform, string tenant, Id<Organisation> organisation, DateTimeOffset at)
    {
        Platform = platform;
        Tenant = tenant;
        OrganisationId = organisation;
        InstalledAt = at;
    }

    public Id<ChatInstall> Id { get; private set; } = Id<ChatInstall>.New();

    /// <summary>"slack" or "teams".</summary>
    public string Platform { get; private set; } = "";

    /// <summary>The workspace's id on its platform; of an installation for many workspaces at once, the enterprise's.</summary>
    public string Tenant { get; private set; } = "";

    /// <summary>The enterprise that the workspace belongs to, if any.</summary>
    public string? Enterprise { get; private set; }

    /// <summary>For every workspace of the enterprise.</summary>
    public bool WholeEnterprise { get; private set; }

    /// <summary>Who owns the workspace: the provider or one client.</summary>
    public Id<Organisation> OrganisationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The app as the platform knows it.</summary>
    public string? App { get; private set; }

    /// <summary>The bot's own user in the workspace.</summary>
    public string BotUser { get; private set; } = "";

    /// <summary>What the token may do, separated by commas.</summary>
    public string Scopes { get; private set; } = "";

    /// <summary>Encrypted; null where the token stands in the configuration.</summary>
    public string? Token { get; private set; }

    /// <summary>Encrypted; where tokens are rotated.</summary>
    public string? RefreshToken { get; private set; }

    public DateTimeOffset? TokenEndsAt { get; private set; }

    /// <summary>Why it does not work any more, in words; null while it does.</summary>
    public string? Broken { get; private set; }

    /// <summary>When the operators are next told that it is broken; null when there is nothing to tell any more.</summary>
    public DateTimeOffset? TellAt { get; private set; }

    public DateTimeOffset InstalledAt { get; private set; }

    public bool Works => Broken is null;

    /// <summary>What the platform says of it.</summary>
    public void Describe(string name, string botUser, string? app, string? enterprise, bool wholeEnterprise, string scopes) =>
        (Name, BotUser, App, Enterprise, WholeEnterprise, Scopes) = (name, botUser, app, enterprise, wholeEnterprise, scopes);

    /// <summary>With new tokens it works again.</summary>
    public void Renew(string? token, string? refreshToken, DateTimeOffset? endsAt) => (Token, RefreshToken, TokenEndsAt, Broken, TellAt) = (token, refreshToken, endsAt, null, null);

    /// <summary>What is broken already keeps its first reason, and its operators are told once.</summary>
    public void Break(string because, DateTimeOffset now)
    {
        if (Works)
        {
            (Broken, TellAt) = (because, now);
        }
    }

    public void BelongsTo(Id<Organisation> organisation) => OrganisationId = organisation;
}

internal sealed class ChatInstallMapping : IEntityTypeConfiguration<ChatInstall>
{
    public void Configure(EntityTypeBuilder<ChatInstall> builder)
    {
        builder.HasKey(install => install.Id);
        builder.HasIndex(install => new { install.Platform, install.Tenant }).IsUnique();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(install => install.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(install => install.TellAt);
        builder.Ignore(install => install.Works);
    }
}
