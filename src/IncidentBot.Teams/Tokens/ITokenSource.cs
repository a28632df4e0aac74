namespace IncidentBot.Teams.Tokens;

/// <summary>Gets tokens for one app registration. Each call asks anew; <see cref="TeamsTokens"/> keeps them.</summary>
public interface ITokenSource
{
    /// <param name="scope">Such as https://graph.microsoft.com/.default.</param>
    /// <exception cref="TeamsException">There is none to be had.</exception>
    Task<AccessToken> AskAsync(string scope, CancellationToken cancel);
}

/// <summary>A token, and until when it is good.</summary>
public sealed record AccessToken(string Value, DateTimeOffset EndsAt)
{
    public override string ToString() => $"a token until {EndsAt:u}";
}
