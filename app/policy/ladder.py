"""The closed set of levels for which courses are prescribed."""

from enum import StrEnum


class Level(StrEnum):
    """The levels that OM T-28/27/2025-iGOT gives as illustrations in paras 3(i) and 3(ii)."""

    MTS = "mts"
    SO_ASO = "so_aso"
    US = "us"
    DS_DIRECTOR = "ds_director"
    JS_AND_ABOVE = "js_and_above"
    UPTO_9 = "upto_9"
    ABOVE_9_UPTO_16 = "above_9_upto_16"
    ABOVE_16_UPTO_25 = "above_16_upto_25"
    ABOVE_25 = "25_and_above"


CENTRAL_LEVELS = (Level.MTS, Level.SO_ASO, Level.US, Level.DS_DIRECTOR, Level.JS_AND_ABOVE)
BAND_LEVELS = frozenset(Level) - frozenset(CENTRAL_LEVELS)
