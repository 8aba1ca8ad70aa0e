#pragma once

// Precompiled: what nearly every file of the window includes.
#include <wx/wxprec.h>

#include <wx/dataview.h>
#include <wx/graphics.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/textctrl.h>
