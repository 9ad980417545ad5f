"""What a model replies when it is asked to put an account into better words."""

from pydantic import BaseModel, ConfigDict, Field


class ToldStage(BaseModel):
    """One stage in other words."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(description="The id of the stage, as given.")
    does: str = Field(description="One sentence: what the stage does. At most 25 words.")


class Told(BaseModel):
    """A pipeline in other words."""

    model_config = ConfigDict(extra="forbid")

    summary: str = Field(description="Two to four sentences: what the pipeline does and gives.")
    stages: list[ToldStage] = Field(default_factory=list)
