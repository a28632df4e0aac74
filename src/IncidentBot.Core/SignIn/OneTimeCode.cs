using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.SignIn;

/// <summary>A code that works once. Only its hash is stored: whoever reads the database cannot use it.</summary>
public sealed class OneTimeCode
{
    private OneTimeCode()
    {
    }

    public OneTimeCode(CodePurpose purpose, Id<Person> person, string code, bool vouched, DateTimeOffset now, DateTimeOffset until)
    {
        Purpose = purpose;
        PersonId = person;
        Hash = Codes.Hash(code);
        Vouched = vouched;
        MadeAt = now;
        ExpiresAt = until;
    }

    public Id<OneTimeCode> Id { get; private set; } = Id<OneTimeCode>.New();

    public CodePurpose Purpose { get; private set; }

    /// <summary>Whom it lets in, or to whom it links.</summary>
    public Id<Person> PersonId { get; private set; }

    public string Hash { get; private set; } = "";

    /// <summary>Made by the operator, who knows whom it was given to; a person's own code must be confirmed by the person.</summary>
    public bool Vouched { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>The session of whoever entered a code that waits to be confirmed.</summary>
    public Id<Session>? EnteredBy { get; private set; }

    public bool IsOpen(DateTimeOffset now) => UsedAt is null && EnteredBy is null && now < ExpiresAt;

    public bool IsWaiting(DateTimeOffset now) => UsedAt is null && EnteredBy is not null && now < ExpiresAt;

    public void Use(DateTimeOffset now) => UsedAt = now;

    public void Enter(Id<Session> session) => EnteredBy = session;
}

/// <summary>What a code is good for.</summary>
public enum CodePurpose
{
    /// <summary>Signs a person in without the identity provider.</summary>
    BreakGlass,

    /// <summary>Makes another identity the person's.</summary>
    Link,
}

/// <summary>Makes codes that can be read over a telephone, and their hashes.</summary>
public static class Codes
{
    /// <summary>No letter looks like a digit, and none sounds like a rude word's vowel: 28 signs.</summary>
    private const string Signs = "23456789BCDFGHJKMNPQRSTVWXYZ";

    /// <summary>Such as K7Q2-9FHB-XW4T: 57 bits for the whole of it.</summary>
    public static string New(int groups = 3) => string.Join('-', Enumerable.Range(0, groups).Select(_ => RandomNumberGenerator.GetString(Signs, 4)));

    /// <summary>256 bits for an address.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>However it is typed: small letters, without dashes, with spaces.</summary>
    public static string Hash(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant())));
}

internal sealed class OneTimeCodeMapping : IEntityTypeConfiguration<OneTimeCode>
{
    public void Configure(EntityTypeBuilder<OneTimeCode> builder)
    {
        builder.HasKey(code => code.Id);
        builder.HasIndex(code => code.Hash).IsUnique();
        builder.HasIndex(code => code.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(code => code.PersonId);
        builder.HasOne<Session>().WithMany().HasForeignKey(code => code.EnteredBy);
    }
}
